#!/usr/bin/env bash
# Runs a sweep on a real Slurm of one machine: munged, slurmctld and slurmd are started with a configuration in a temporary
# folder and ended afterwards. One trial is killed in the middle (kill -9) and must be recovered from its checkpoint to the
# very bytes of a trial that was never killed. A second sweep trains phase 2 from a model of the first. Leaves nothing behind; prints the table.
# Needs Debian's slurm-wlm and munge; where they are absent it says so and ends with 0. SLURM_TABLE=FILE keeps the table.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
for program in munged slurmctld slurmd sbatch squeue scontrol; do
  PATH=$PATH:/usr/sbin command -v "$program" >/dev/null || { echo "skipped: $program is absent (apt-get install slurm-wlm munge)"; exit 0; }
done
export PATH=$PATH:/usr/sbin

work=$(mktemp -d)
chmod 755 "$work"
pids=()
cleanup() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap cleanup EXIT
fail() { echo "FAILED: $1"; tail -n 20 "$work"/*.log 2>/dev/null || true; exit 1; }

user=$(id -un)
host=$(hostname -s)
cores=$(nproc)
mkdir -p "$work"/{munge,state,spool}
chmod 700 "$work/munge"
head -c 1024 /dev/urandom >"$work/munge/key"
chmod 600 "$work/munge/key"
cat >"$work/slurm.conf" <<CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmUser=$user
SlurmdUser=$user
SlurmctldPort=16817
SlurmdPort=16818
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=batch_sched_delay=1
ReturnToService=2
MpiDefault=none
NodeName=$host NodeAddr=127.0.0.1 CPUs=$cores State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF=$work/slurm.conf

munged --foreground --force --key-file "$work/munge/key" --socket "$work/munge/socket" --pid-file "$work/munge/pid" \
  --log-file "$work/munge/log" --seed-file "$work/munge/seed" >"$work/munged.log" 2>&1 &
pids+=($!)
for _ in $(seq 50); do [ -S "$work/munge/socket" ] && break; sleep 0.2; done
[ -S "$work/munge/socket" ] || fail "munged did not start"
slurmctld -D >"$work/slurmctld.out" 2>&1 &
pids+=($!)
slurmd -D >"$work/slurmd.out" 2>&1 &
pids+=($!)
for _ in $(seq 100); do sinfo --noheader --format=%t 2>/dev/null | grep -qx idle && break; sleep 0.3; done
sinfo --noheader --format=%t | grep -qx idle || fail "the node did not become idle: $(sinfo 2>&1)"
echo "Slurm $(sinfo --version | cut -d' ' -f2) is up with $cores cores"

program=$repository/artifacts/bin/RlTrainer.Cli/release/RlTrainer.Cli.dll
[ -f "$program" ] || dotnet build "$repository/src/RlTrainer.Cli" -c Release -v quiet
rltrainer() { dotnet "$program" "$@" --root "$work/place"; }
mkdir -p "$work/place"
{ rltrainer doctor || true; } | grep '^Slurm .*found' || fail "the doctor does not see the cluster"
rltrainer data synth --days 160 --output "$work/place/data"
sweep=$work/place/runs/sweeps/slurm

rltrainer sweep slurm "$(dirname "${BASH_SOURCE[0]}")/sweep.json" --submit
# The second trial is killed as soon as it has a checkpoint and goes on computing.
victim=
for _ in $(seq 600); do
  if ls "$sweep"/trials/0001/checkpoints/step-*.zip >/dev/null 2>&1; then
    victim=$(pgrep -f "sweep trial .*$sweep 1 " | head -n 1 || true)
    [ -n "$victim" ] && break
  fi
  sleep 0.1
done
[ -n "$victim" ] || fail "the second trial wrote no checkpoint while it ran"
kill -9 "$victim"
echo "killed trial 1 (process $victim) after $(ls "$sweep"/trials/0001/checkpoints | tail -n 1)"
rltrainer sweep status slurm || true

for _ in $(seq 600); do [ -z "$(squeue --noheader)" ] && break; sleep 0.5; done
[ -z "$(squeue --noheader)" ] || fail "the job array did not end: $(squeue)"
rltrainer sweep status slurm || fail "not every trial is done: $(cat "$sweep"/slurm/*.log)"
cat "$sweep"/trials/0001/attempts.log
grep -q "taken up at" "$sweep/trials/0001/attempts.log" || fail "the killed trial was not taken up at its checkpoint"
grep -h "died with exit code 137" "$sweep"/slurm/*.log || fail "the script did not notice the death"
rltrainer sweep collect slurm | tee "$work/table"

# The same trial without a kill, in a process here: the bytes must be the same.
cp -r "$sweep" "$work/killed"
rm -rf "$sweep/trials/0001"
rltrainer sweep trial slurm 1 >/dev/null
for file in metrics.csv evaluations.csv summary.json best.zip phase1_foundational_final.zip; do
  cmp "$work/killed/trials/0001/$file" "$sweep/trials/0001/$file" || fail "$file of the recovered trial differs"
done
echo "the recovered trial has the bytes of one that was never killed"

# Phase 2 from a model of the first sweep: the nodes need the sweep's folder alone, and a process here computes the same bytes.
cat >"$work/transfer.json" <<'SWEEP'
{ "Name": "transfer", "From": "runs/sweeps/slurm/trials/0003/best.zip", "Seeds": [1, 2],
  "Run": { "Preset": "phase2-test", "Ppo": { "Steps": 10240 }, "Schedule": { "EvaluateEverySteps": 5000, "CheckpointEverySteps": 5000 } } }
SWEEP
rltrainer sweep slurm "$work/transfer.json" --submit
mv "$sweep" "$work/gone"
for _ in $(seq 600); do [ -z "$(squeue --noheader)" ] && break; sleep 0.5; done
transfer=$work/place/runs/sweeps/transfer
rltrainer sweep status transfer || fail "not every trial is done: $(cat "$transfer"/slurm/*.log)"
head -n 1 "$transfer/trials/0000/transfer.txt"
cp -r "$transfer/trials/0000" "$work/there"
rm -rf "$transfer/trials/0000"
rltrainer sweep trial transfer 0 >/dev/null
for file in start.zip transfer.txt metrics.csv evaluations.csv best.zip phase2_position_mgmt_final.zip; do
  cmp "$work/there/$file" "$transfer/trials/0000/$file" || fail "$file of the transferred trial differs"
done
echo "the transferred trial has the bytes of one in a process here"
[ -z "${SLURM_TABLE:-}" ] || cp "$work/table" "$SLURM_TABLE"
echo "passed"
