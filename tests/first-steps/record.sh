#!/usr/bin/env bash
# Records the first ten minutes of a newcomer as a page: clones the committed state into an empty folder, types the commands and
# keeps what they print and how long each took. Usage, on a machine that does nothing else: tests/first-steps/record.sh > src/first-ten-minutes.md
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export JUPYTER_DATA_DIR=$work/jupyter DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
begun=$(date +%s)

clean() { sed -e "s|$work/jupyter|/home/you/.local/share/jupyter|g" -e "s|$work|/home/you|g" -e "s|$HOME|/home/you|g" -e "s|$(hostname)|machine|g"; }

typed() { # typed SHOWN COMMAND...: runs a command and writes it with its output, time and exit code, which must be $expected
  local shown=$1 start code=0
  shift
  start=$(date +%s.%N)
  "$@" >"$work/out" 2>&1 || code=$?
  printf '```console\n$ %s\n' "$shown"
  clean <"$work/out"
  printf '```\n\n'
  awk -v a="$start" -v b="$(date +%s.%N)" -v code="$code" 'BEGIN { printf "%.1f s%s\n\n", b - a, code == 0 ? "" : ", exit code " code }'
  [ "$code" -eq "${expected:-0}" ] || { echo "FAILED: $shown ended with $code, expected ${expected:-0}: $(tail -n 20 "$work/out")" >&2; exit 1; }
}

cat <<HEAD
# The first ten minutes

A recording, made by \`tests/first-steps/record.sh\` on a clean clone: real commands, real output, real times, on a machine with $(nproc)
cores ($(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)) whose package cache already had the packages. The bars are synthetic: what the agent earns says something
about the software and nothing about trading.

HEAD

echo "Get it and build it:"
echo
typed "git clone … rltrainer" git clone --quiet "$repository" "$work/rltrainer"
cd "$work/rltrainer"
typed "dotnet build src/RlTrainer.Cli -c Release" dotnet build src/RlTrainer.Cli -c Release -v quiet
echo "From here on \`rltrainer\` stands for \`dotnet run --project src/RlTrainer.Cli -c Release --\`. What does this machine have?"
echo
rltrainer() { dotnet run --project src/RlTrainer.Cli -c Release --no-build -- "$@"; }
typed "rltrainer doctor" rltrainer doctor
echo "A test training on the shipped sample; it shows that everything works, not that it learns:"
echo
typed "rltrainer train phase1 --test" rltrainer train phase1 --test
echo "The trained agent on days it has never seen, beside baselines:"
echo
typed "rltrainer evaluate phase1-test" rltrainer evaluate phase1-test
echo "The same with other settings, and both runs side by side; a mistyped key is named:"
echo
expected=2 typed "rltrainer train phase1 --test --name careful --set ppo.clop=0.1" rltrainer train phase1 --test --name careful --set ppo.clop=0.1
typed "rltrainer train phase1 --test --name careful --set ppo.clip=0.1" rltrainer train phase1 --test --name careful --set ppo.clip=0.1
typed "rltrainer runs compare phase1-test careful" rltrainer runs compare phase1-test careful
echo "Is it the same run once more?"
echo
typed "rltrainer train --rerun careful" rltrainer train --rerun careful
echo "Every notebook, end to end, in quick mode:"
echo
typed "rltrainer notebooks run --quick" rltrainer notebooks run --quick
echo "All of this took $(awk -v s=$(($(date +%s) - begun)) 'BEGIN { printf "%d min %d s", s / 60, s % 60 }')."
