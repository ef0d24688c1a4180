#!/usr/bin/env bash
# Trains a small policy, exports it and has Python's onnx package check the file and evaluate it beside the engine's answers.
# Needs Debian's python3-onnx; where it is absent it says so and ends with 0.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
python=/usr/bin/python3
[ -x "$python" ] || python=python3
"$python" -c "import onnx, numpy" 2>/dev/null || { echo "skipped: Python's onnx package is absent (apt-get install python3-onnx)"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
program=$repository/artifacts/bin/RlTrainer.Cli/release/RlTrainer.Cli.dll
[ -f "$program" ] || dotnet build "$repository/src/RlTrainer.Cli" -c Release -v quiet
rltrainer() { dotnet "$program" "$@" --root "$work"; }
rltrainer data synth --days 40 --output "$work/data" >/dev/null
rltrainer train phase1 --test --name policy >/dev/null
rltrainer export onnx policy --cases 500
"$python" "$repository/tests/onnx/check.py" "$work/runs/policy/policy.onnx" "$work/runs/policy/policy.cases.json"
# A reader that could not see a wrong number would be worth nothing.
"$python" - "$work/runs/policy/policy.cases.json" <<'CHANGE'
import json, sys
cases = json.load(open(sys.argv[1]))
cases["logits"][7][1] += 0.01
json.dump(cases, open(sys.argv[1], "w"))
CHANGE
if said=$("$python" "$repository/tests/onnx/check.py" "$work/runs/policy/policy.onnx" "$work/runs/policy/policy.cases.json" 2>&1); then
  echo "FAILED: a wrong number was not seen"
  exit 1
fi
echo "with one logit changed by 0.01 the check says: $said"
echo "passed"
