using System.Globalization;

namespace RlTrainer.Sweeps;

/// <summary>A sweep as a Slurm job array: one task a trial; a trial that dies is taken up at its last checkpoint.</summary>
public static class SlurmScript
{
    /// <summary>The script to give to sbatch.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="folder">Its folder, which every node sees under the same path.</param>
    /// <param name="command">How to start `rltrainer sweep trial` with everything but the trial's index and the threads.</param>
    /// <param name="options">What to ask Slurm for.</param>
    /// <returns>The script's text; its array holds the trials that are not done.</returns>
    /// <exception cref="ArgumentException">Every trial of the sweep is done.</exception>
    public static string Of(Sweep sweep, SweepFolder folder, IReadOnlyList<string> command, SlurmOptions options)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<int> open = folder.Open(sweep);
        if (open.Count == 0)
            throw new ArgumentException(
                $"All {sweep.Trials.Count} trials of the sweep '{sweep.Name}' are done; `rltrainer sweep collect` shows them.");
        return Head(sweep, folder, open, options) + Attempts(sweep, command);
    }

    /// <summary>What sbatch reads: who may run where, for how long, and which trials.</summary>
    private static string Head(Sweep sweep, SweepFolder folder, IReadOnlyList<int> open, SlurmOptions options) =>
        string.Create(CultureInfo.InvariantCulture,
            $$"""
            #!/usr/bin/env bash
            # Made by `rltrainer sweep slurm`; sbatch it, or say --submit. Trials that are done already are not in the array.
            #SBATCH --job-name=rltrainer-{{sweep.Name}}
            #SBATCH --array={{Ranges(open)}}{{(options.Parallel > 0 ? $"%{options.Parallel}" : "")}}
            #SBATCH --cpus-per-task={{options.Cpus}}
            #SBATCH --output={{folder.SlurmLogs}}/%A_%a.log
            #SBATCH --open-mode=append
            #SBATCH --requeue
            #SBATCH --signal=B:TERM@60
            {{Optional("partition", options.Partition)}}{{Optional("time", options.Time)}}{{Optional("mem", options.Memory)}}

            """).ReplaceLineEndings("\n").Replace("\n\n#SBATCH", "\n#SBATCH", StringComparison.Ordinal);

    /// <summary>One trial, taken up again where it dies; what another try would not help ends it.</summary>
    private static string Attempts(Sweep sweep, IReadOnlyList<string> command) => string.Create(CultureInfo.InvariantCulture,
            $$"""
            # A stop signal (time limit, scancel) goes on to the trial, which saves its state and ends with 130.
            child=
            trap 'kill -TERM "$child" 2>/dev/null' TERM

            for attempt in {{string.Join(' ', Enumerable.Range(1, sweep.Attempts))}}; do
              {{string.Join(' ', command.Select(Quoted))}} "$SLURM_ARRAY_TASK_ID" --threads "$SLURM_CPUS_PER_TASK" \
                --worker "slurm $SLURM_JOB_ID on $SLURMD_NODENAME" &
              child=$!; wait "$child"
              code=$?
              while kill -0 "$child" 2>/dev/null; do wait "$child"; code=$?; done
              case $code in
                0) exit 0 ;;
                2 | 130) exit $code ;; # wrong input, or stopped on purpose with the state saved: another try would not help
                4) sleep 30 ;; # disk, share, permission, memory, or another worker holds the trial: it may pass
              esac
              echo "trial $SLURM_ARRAY_TASK_ID died with exit code $code in attempt $attempt of {{sweep.Attempts}};" \
                "it goes on from its last checkpoint"
            done
            exit "$code"

            """).ReplaceLineEndings("\n");

    /// <summary>"0-3,7,9-10".</summary>
    internal static string Ranges(IReadOnlyList<int> indices)
    {
        var ranges = new List<string>();
        for (int first = 0; first < indices.Count;)
        {
            int last = first;
            while (last + 1 < indices.Count && indices[last + 1] == indices[last] + 1) last++;
            ranges.Add(first == last ? $"{indices[first]}" : $"{indices[first]}-{indices[last]}");
            first = last + 1;
        }
        return string.Join(',', ranges);
    }

    private static string Optional(string name, string? value) => value is null ? "" : $"#SBATCH --{name}={value}\n";

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
