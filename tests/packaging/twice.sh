#!/usr/bin/env bash
# Builds and packs the last commit twice, from two clean clones in folders of different names, and compares every assembly, symbol file
# and package of this project byte by byte. A package that differs is opened and the entries that differ are named. Ends with 0 where
# all are the same. With --keep the two clones stay.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
[ "${1:-}" = --keep ] || trap 'rm -rf "$work"' EXIT
first=$work/a second=$work/another/place/with-a-longer-name
packed=(RlTrainer RlTrainer.Sweeps RlTrainer.Columnar RlTrainer.Interactive RlTrainer.Notebooks RlTrainer.Cli)

for clone in "$first" "$second"; do
  mkdir -p "$clone"
  git clone -q "$repository" "$clone"
  for project in "${packed[@]}"; do
    CI=true dotnet pack "$clone/src/$project" -c Release -v quiet --nologo -p:ContinuousIntegrationBuild=true -p:RunAnalyzers=false \
      -o "$clone/artifacts/packages"
  done
  # Not packed, but shipped with the sources: the other libraries.
  for project in RlTrainer.Interop RlTrainer.Torch RlTrainer.Interactive.Extension RlTrainer.Interactive.Host; do
    CI=true dotnet build "$clone/src/$project" -c Release -v quiet --nologo -p:ContinuousIntegrationBuild=true -p:RunAnalyzers=false
  done
done

hashes() { (cd "$1/artifacts" && find bin packages \( -name 'RlTrainer*.dll' -o -name 'RlTrainer*.pdb' -o -name '*.nupkg' \) -type f | sort | xargs sha256sum); }
hashes "$first" >"$work/first"
hashes "$second" >"$work/second"
files=$(wc -l <"$work/first")
[ "$files" -ge 20 ] || { echo "FAILED: only $files files were built"; exit 1; }
if cmp -s "$work/first" "$work/second"; then
  echo "the same bytes twice: $(grep -c 'dll$' "$work/first") assemblies, $(grep -c 'pdb$' "$work/first") symbol files, $(grep -c 'nupkg$' "$work/first") packages of $(git -C "$repository" rev-parse --short HEAD)"
  exit 0
fi
diff "$work/first" "$work/second" | awk '/^[<>]/ { print $3 }' | sort -u | while read -r file; do
  echo "differs: $file"
  case $file in
    *.nupkg) diff <(cd "$work" && python3 - "$first/artifacts/$file" <<'LIST'
import hashlib, sys, zipfile
for entry in zipfile.ZipFile(sys.argv[1]).infolist():
    print(entry.filename, entry.date_time, hashlib.sha256(zipfile.ZipFile(sys.argv[1]).read(entry)).hexdigest())
LIST
      ) <(python3 - "$second/artifacts/$file" <<'LIST'
import hashlib, sys, zipfile
for entry in zipfile.ZipFile(sys.argv[1]).infolist():
    print(entry.filename, entry.date_time, hashlib.sha256(zipfile.ZipFile(sys.argv[1]).read(entry)).hexdigest())
LIST
      ) || true ;;
  esac
done
echo "FAILED: two builds of one commit differ"
exit 1
