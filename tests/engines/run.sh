#!/usr/bin/env bash
# Every notebook, unchanged, on the two engines that are not this project's: the packages of .NET Interactive (rltrainer notebooks run
# --engine dotnet-interactive) and the published tool dotnet-interactive under Jupyter. With --own also on this project's kernel under
# Jupyter, as NbconvertTests does; with --measure also the table of src/engines.md. Ends with 0 when all ran, 1 when one failed, 77 with
# the reason when an engine cannot be had.
set -uo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$repository"
own=; measure=
for option in "$@"; do
  case $option in --own) own=yes ;; --measure) measure=yes ;; *) echo "unknown: $option; known are --own and --measure"; exit 2 ;; esac
done
python=/usr/bin/python3
[ -x "$python" ] || python=python3
export DOTNET_NOLOGO=1 DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT=1 PYTHONWARNINGS=ignore
program=artifacts/bin/RlTrainer.Cli/release/RlTrainer.Cli.dll
[ -f "$program" ] && [ -f artifacts/bin/RlTrainer.Interactive.Host/release/RlTrainer.Interactive.Host.dll ] || dotnet build RlTrainer.sln -c Release -v quiet || exit 1
version=1.0.712001
tool=artifacts/tools/dotnet-interactive
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Folders as the notebooks expect them, with runs of their own, once for each engine: they run side by side.
for engine in packages tool own; do
  mkdir -p "$work/$engine/runs"
  cp -r notebooks "$work/$engine/notebooks"
  for name in data backends src; do [ -e "$name" ] && ln -s "$repository/$name" "$work/$engine/$name"; done
  # Notebooks write under artifacts/notebooks, and 05 and 07 pass a curriculum on there: a folder each, the rest is shared.
  mkdir -p "$work/$engine/artifacts/notebooks"
  for name in artifacts/*; do [ "$name" = artifacts/notebooks ] || ln -s "$repository/$name" "$work/$engine/$name"; done
done

dotnet "$program" notebooks run --quick --engine dotnet-interactive --root "$work/packages" -o "$work/executed" >"$work/packages.log" 2>&1 &
packages=$!

skipped= jupyter=yes
if ! "$python" -c 'import jupyter_client, nbclient, nbformat' 2>/dev/null; then
  skipped="the tool and the own kernel: Jupyter is not installed: apt-get install jupyter-client python3-nbclient" jupyter=
elif [ ! -x "$tool" ] && ! dotnet tool install --tool-path artifacts/tools Microsoft.dotnet-interactive --version "$version" >"$work/install.log" 2>&1; then
  skipped="the tool: Microsoft.dotnet-interactive $version could not be restored: $(tail -1 "$work/install.log")"
fi

failed=0
if [ -n "$jupyter" ]; then
  export JUPYTER_DATA_DIR="$work/jupyter" JUPYTER_RUNTIME_DIR="$work/jupyter/runtime"
  "$python" tests/engines/kernels.py "$repository" "$JUPYTER_DATA_DIR" || exit 1
  [ -n "$skipped" ] || "$python" tests/engines/notebooks.py dotnet-interactive,dotnet-interactive-beside "$work/tool/notebooks" "$work/tool/executed" \
    || failed=1
fi

wait "$packages" || failed=1
grep -E "cells in|error|failed" "$work/packages.log" | sed 's/^/packages: /'
if [ -n "$own" ] && [ -n "$jupyter" ]; then
  "$python" tests/engines/notebooks.py rltrainer-csharp,rltrainer-csharp "$work/own/notebooks" "$work/own/executed" || failed=1
fi
if [ -n "$measure" ] && [ -z "$skipped" ]; then
  "$python" tests/engines/measure.py "$work/tool/notebooks" rltrainer-csharp dotnet-interactive || failed=1
fi
[ "$failed" = 0 ] || { echo "FAILED"; exit 1; }
[ -z "$skipped" ] || { echo "skipped: $skipped"; exit 77; }
echo "passed"
