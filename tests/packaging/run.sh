#!/usr/bin/env bash
# Packs and publishes everything into a temporary folder and uses it as a stranger would: installs the command as a .NET tool
# from a local folder and runs it, restores the library packages into a scratch project that compiles and runs, and publishes
# self-contained programs for three systems, of which the one of this system is started without any .NET on the path.
# Prints sizes and start times; PACKAGING_REPORT=FILE keeps them. Ends with 0 when everything that could be checked here is right.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
report=$work/report
say() { echo "$1" | tee -a "$report"; }
seconds() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f s", b - a }'; }
size() { du -sm "$1" | awk '{ print $1 " MB" }'; }
built=(-c Release -v quiet -p:RunAnalyzers=false "-p:ArtifactsPath=$work/artifacts")
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$repository/Directory.Build.props")

# Packages go to a folder of their own, so that nothing of this test stays in the user's; what is there already is read only.
# What others publish comes from the machine's usual sources.
export NUGET_PACKAGES=$work/nuget
cat >"$work/NuGet.Config" <<CONFIG
<configuration>
  <fallbackPackageFolders><add key="here" value="${HOME}/.nuget/packages" /></fallbackPackageFolders>
  <packageSources><add key="built" value="$work/packages" /></packageSources>
</configuration>
CONFIG

[ "${1:-}" != --keep ] || trap - EXIT # leaves the folder behind, to look at
echo "== packages"
for project in RlTrainer RlTrainer.Sweeps RlTrainer.Columnar RlTrainer.Interactive RlTrainer.Notebooks RlTrainer.Cli; do
  NUGET_PACKAGES=${HOME}/.nuget/packages dotnet pack "$repository/src/$project" "${built[@]}" -o "$work/packages"
done
for package in "$work"/packages/*.nupkg; do
  nuspec=$(unzip -p "$package" '*.nuspec')
  grep -q '<license type="expression">MIT</license>' <<<"$nuspec" || { echo "FAILED: $package has no MIT licence"; exit 1; }
  grep -q "<version>$version</version>" <<<"$nuspec" || { echo "FAILED: $package is not of version $version"; exit 1; }
  grep -q README.md <<<"$(unzip -l "$package")" || { echo "FAILED: $package has no README"; exit 1; }
  say "package $(basename "$package"): $(du -k "$package" | cut -f1) kB, version $version, MIT"
done

echo "== a bill of materials"
python3 "$repository/tests/packaging/sbom.py" "$work/artifacts/obj/RlTrainer.Cli/project.assets.json" \
  "$repository/.devcontainer/web/package-lock.json" "$version" "$work/packages/rltrainer-$version.cdx.json" >"$work/bill"
say "bill of materials rltrainer-$version.cdx.json: $(cat "$work/bill")"

echo "== two builds of the last commit, from two folders"
say "$(NUGET_PACKAGES=${HOME}/.nuget/packages bash "$repository/tests/packaging/twice.sh")"

echo "== the command as a .NET tool"
dotnet tool install RlTrainer.Cli --version "$version" --tool-path "$work/tool" --configfile "$work/NuGet.Config" >/dev/null
mkdir -p "$work/place"
"$work/tool/rltrainer" data synth --days 40 --root "$work/place"
"$work/tool/rltrainer" train phase1 --test --root "$work/place" | tail -n 2
"$work/tool/rltrainer" evaluate phase1-test --root "$work/place" | tail -n 1
started=$(date +%s.%N)
"$work/tool/rltrainer" --help >/dev/null
say "tool: $(size "$work/tool"), prints its help in $(seconds "$started" "$(date +%s.%N)")"

echo "== the libraries in a scratch project"
mkdir "$work/scratch"
cp "$work/NuGet.Config" "$work/scratch/"
cat >"$work/scratch/scratch.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
    <NoWarn>\$(NoWarn);NU1603</NoWarn> <!-- the Roslyn packages resolve newer ones than they name -->
  </PropertyGroup>
  <ItemGroup>
    <FrameworkReference Include="Microsoft.AspNetCore.App" /> <!-- RlTrainer.Interactive's formatters need it -->
    <PackageReference Include="RlTrainer" Version="$version" />
    <PackageReference Include="RlTrainer.Interactive" Version="$version" />
    <PackageReference Include="RlTrainer.Sweeps" Version="$version" />
    <PackageReference Include="RlTrainer.Notebooks" Version="$version" />
  </ItemGroup>
</Project>
PROJECT
cat >"$work/scratch/Program.cs" <<'PROGRAM'
using RlTrainer.Data;
using RlTrainer.Interactive;
using RlTrainer.Market;
using RlTrainer.Notebooks.Documents;
using RlTrainer.Runs;
using RlTrainer.Sweeps;

BarSeries bars = SyntheticBars.Generate(new SyntheticConfig { Days = 40 }).Minutes;
RunConfig config = RunConfig.Phase1Test;
var panel = new TrainingPanel();
using TrainingRun run = TrainingRun.Start(config, PreparedMarket.Of(bars, config), new RunFolder(args[0]));
foreach (TrainingProgress progress in run.Run()) panel.Add(progress);
var sweep = Sweep.Read("{ \"Name\": \"seeds\", \"Run\": { \"Preset\": \"test\" }, \"Seeds\": [1, 2] }", "sweep.json");
NotebookFolder.Create(System.IO.Path.Combine(args[0], "mine.ipynb"), "Mine");
System.Console.WriteLine($"{run.Summary!.StopReason} after {run.Summary.Steps} steps; {NotebookFolder.List(args[0])[0].Title}; {sweep.Trials.Count} trials");
PROGRAM
dotnet build "$work/scratch" -c Release -v quiet
said=$(dotnet "$work/scratch/bin/Release/net10.0/scratch.dll" "$work/scratch/run")
[ "$said" = "all steps trained after 30720 steps; Mine; 2 trials" ] || { echo "FAILED: the scratch project said '$said'"; exit 1; }
say "scratch project: restores from a local folder, compiles, and says '$said'"

echo "== self-contained"
for rid in linux-x64 win-x64 osx-arm64; do
  if ! NUGET_PACKAGES=${HOME}/.nuget/packages dotnet publish "$repository/src/RlTrainer.Cli" "${built[@]}" -r "$rid" --self-contained -o "$work/$rid" >"$work/$rid.log" 2>&1; then
    say "self-contained $rid: not published: $(grep -m 1 -oE 'error .*' "$work/$rid.log")"
    [ "$rid" = linux-x64 ] && [ "$(uname -sm)" = "Linux x86_64" ] && failed=1
    continue
  fi
  program=$work/$rid/RlTrainer.Cli
  [ -f "$program" ] || program=$program.exe
  case $rid in
    linux-x64) magic=7f454c46 ;;
    win-x64) magic=4d5a ;;
    osx-arm64) magic=cffaedfe ;;
  esac
  found=$(head -c 4 "$program" | od -An -tx1 | tr -d ' \n')
  [[ $found == $magic* ]] || { echo "FAILED: $program begins with $found, expected $magic"; exit 1; }
  if [ "$rid" = linux-x64 ] && [ "$(uname -sm)" = "Linux x86_64" ]; then
    alone() { env -i PATH=/usr/bin:/bin HOME="$work" DOTNET_ROOT=/nowhere "$program" "$@"; }
    started=$(date +%s.%N)
    alone --help >/dev/null
    ended=$(date +%s.%N)
    alone train phase1 --test --name alone --root "$work/place" | tail -n 1
    cmp "$work/place/runs/phase1-test/metrics.csv" "$work/place/runs/alone/metrics.csv" || { echo "FAILED: the self-contained program computes other numbers than the tool"; exit 1; }
    say "self-contained $rid: $(size "$work/$rid"), starts without .NET on the path and prints its help in $(seconds "$started" "$ended"); its training has the tool's bytes"
  else
    say "self-contained $rid: $(size "$work/$rid"), an executable of that system by its first bytes; not started, since this is $(uname -sm)"
  fi
done
[ -z "${PACKAGING_REPORT:-}" ] || cp "$report" "$PACKAGING_REPORT"
[ -z "${failed:-}" ] || { echo "FAILED: see above"; exit 1; }
echo "passed"
