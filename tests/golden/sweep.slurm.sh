#!/usr/bin/env bash
# Made by `rltrainer sweep slurm`; sbatch it, or say --submit. Trials that are done already are not in the array.
#SBATCH --job-name=rltrainer-s
#SBATCH --array=0,2-3,5%3
#SBATCH --cpus-per-task=2
#SBATCH --output=/shared/runs/sweeps/s/slurm/%A_%a.log
#SBATCH --open-mode=append
#SBATCH --requeue
#SBATCH --signal=B:TERM@60
#SBATCH --partition=cpu
#SBATCH --time=01:00:00
#SBATCH --mem=2G

# A stop signal (time limit, scancel) goes on to the trial, which saves its state and ends with 130.
child=
trap 'kill -TERM "$child" 2>/dev/null' TERM

for attempt in 1 2 3; do
  'dotnet' '/it'\''s here/rltrainer.dll' 'sweep' 'trial' '/shared/runs/sweeps/s' "$SLURM_ARRAY_TASK_ID" --threads "$SLURM_CPUS_PER_TASK" \
    --worker "slurm $SLURM_JOB_ID on $SLURMD_NODENAME" &
  child=$!; wait "$child"
  code=$?
  while kill -0 "$child" 2>/dev/null; do wait "$child"; code=$?; done
  case $code in
    0) exit 0 ;;
    2 | 130) exit $code ;; # wrong input, or stopped on purpose with the state saved: another try would not help
    4) sleep 30 ;; # disk, share, permission, memory, or another worker holds the trial: it may pass
  esac
  echo "trial $SLURM_ARRAY_TASK_ID died with exit code $code in attempt $attempt of 3;" \
    "it goes on from its last checkpoint"
done
exit "$code"
