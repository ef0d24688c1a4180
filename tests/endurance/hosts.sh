#!/usr/bin/env bash
# Two hosts, each with a network and a name of its own (Linux namespaces), on one shared folder whose file locks do not reach from one to the
# other. Both run the same sweep at once; both want the same curriculum; one is frozen in its training until the other has taken it over,
# and wakes. At any time one owns a folder: it says who, and the bytes are those of an undisturbed training.
#   bash tests/endurance/hosts.sh [RlTrainer.Cli.dll]
# Needs root or user namespaces; takes about four minutes, of which two are the patience after which a silent host counts as dead.
set -uo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=${1:-$repository/artifacts/bin/RlTrainer.Cli/release/RlTrainer.Cli.dll}
work=$(mktemp -d)
failed=0
right() { echo "right: $1"; }
wrong() { echo "WRONG: $1"; failed=1; }
holds() { local what=$1; shift; if "$@"; then right "$what"; else wrong "$what"; fi; }
unshare --net --uts true 2>/dev/null && spaces=(unshare --net --uts) || spaces=(unshare -r --net --uts)
"${spaces[@]}" true 2>/dev/null || { echo "skipped: no namespaces here (unshare --net --uts)"; exit 77; }
# The runtime's file locks are off, as on a share without them: only claims and heartbeats are left.
host() { local name=$1; shift; DOTNET_SYSTEM_IO_DISABLEFILELOCKING=1 exec "${spaces[@]}" sh -c 'hostname "$0"; exec dotnet "$@"' "$name" "$program" "$@" --root "$work"; }
sizes=(--set ppo.stepsPerRollout=64 --set 'ppo.hidden=[16,16]' --set schedule.checkpointEverySteps=512 --set schedule.evaluateEverySteps=1024
  --set schedule.evaluationEpisodes=2 --threads 1)
dotnet "$program" data synth --days 24 --root "$work" >/dev/null

# The takeover first, since it needs the patience; what follows happens meanwhile.
(host east train phase1 --test --steps 20480 "${sizes[@]}" --name shared) >"$work/east.log" 2>&1 &
east=$!
until ls "$work"/runs/shared/checkpoints/*.zip >/dev/null 2>&1 || ! kill -0 $east 2>/dev/null; do sleep 0.1; done
kill -STOP "$east"
frozen=$(date +%s)
(host west train phase1 --resume --name shared) >"$work/west.log" 2>&1
code=$?
[ $code = 4 ] && holds "the second host is refused while the first beats: exit code 4, its name said" grep -q "on host 'east'" "$work/west.log" || { wrong "west ended with $code"; cat "$work/west.log"; }

echo '{"Name": "both", "Seeds": [1, 2, 3, 4], "Run": {"Preset": "test", "Ppo": {"Steps": 4096, "StepsPerRollout": 64, "Hidden": [16], "BatchSize": 64},
  "Schedule": {"EvaluateEverySteps": 1024, "CheckpointEverySteps": 512, "EvaluationEpisodes": 2, "PatienceEvaluations": 0}}}' >"$work/both.json"
both=()
for name in north south; do
  (host $name sweep run "$work/both.json" --jobs 2 --threads 1) >"$work/$name.log" 2>&1 &
  both+=($!)
done
wait "${both[@]}"
for _ in 1 2 3; do [ "$(ls "$work"/runs/sweeps/both/trials/*/result.json 2>/dev/null | wc -l)" = 4 ] || (host north sweep run "$work/both.json" --jobs 2 --threads 1) >>"$work/north.log" 2>&1; done
holds "two hosts on one sweep: four results" test "$(ls "$work"/runs/sweeps/both/trials/*/result.json | wc -l)" = 4
holds "and each trial was begun by one of them alone" test "$(cat "$work"/runs/sweeps/both/trials/*/attempts.log | grep -c begun)" = 4

both=()
for name in north south; do
  (host $name train curriculum --test --phase1-steps 2048 --phase2-steps 2048 --force --gate 0 --threads 1 --name course) >"$work/course-$name.log" 2>&1 &
  both+=($!)
done
wait "${both[0]}"; first=$?
wait "${both[1]}"; second=$?
codes=$(printf '%s\n' $first $second | sort | tr '\n' ' ')
holds "two hosts on one curriculum: one ends it, the other is told who has it ($codes)" test "$codes" = "0 4 "

while [ $(($(date +%s) - frozen)) -lt 125 ]; do sleep 1; done
(host west train phase1 --resume --name shared) >"$work/west.log" 2>&1
code=$?
holds "after two silent minutes the other host goes on (exit code $code)" test $code = 0 -o $code = 5
kill -CONT "$east"
wait $east; code=$?
holds "the first wakes, finds that it was taken over and writes nothing more (exit code $code)" test $code = 4
grep -o 'was taken over by.*' "$work/east.log" | head -1
# A model holds its run's name: the same name, in another place.
mkdir "$work/alone" && ln -s "$work/data" "$work/alone/data"
dotnet "$program" train phase1 --test --steps 20480 "${sizes[@]}" --name shared --root "$work/alone" >/dev/null
for file in best.zip metrics.csv evaluations.csv phase1_foundational_final.zip; do
  holds "$file has the bytes of a training that nobody disturbed" cmp -s "$work/runs/shared/$file" "$work/alone/runs/shared/$file"
done
[ $failed = 0 ] && rm -rf "$work" || { echo "left behind to look at: $work"; tail -n 5 "$work"/*.log; }
exit $failed
