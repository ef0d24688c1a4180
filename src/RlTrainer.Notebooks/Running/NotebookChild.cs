using System.Text.Json;
using RlTrainer.Notebooks.Outputs;

namespace RlTrainer.Notebooks.Running;

/// <summary>The inside of a process that runs one notebook: reads the
/// request from its input, tells its parent what happens.</summary>
public static class NotebookChild
{
    /// <summary>Runs the requested notebook and returns the exit code. Called by the command when
    /// <see cref="NotebookProcess"/> started it.</summary>
    /// <param name="cancellationToken">Stops the running cell; what there is is kept and reported.</param>
    /// <returns>The exit code of the run: 0 when every cell ran.</returns>
    /// <exception cref="InvalidOperationException">Nothing was asked on the standard input: the process was started by
    /// hand.</exception>
    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        TextWriter parent = Console.Out;
        string request = await Console.In.ReadLineAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException(
                "The process was started to run one notebook but received no request; start it through 'notebooks run'.");
        ChildRequest asked = JsonSerializer.Deserialize<ChildRequest>(request)!;
        using var watch = new ParentWatch(asked.ParentProcessId);
        CellConsole.Install(TextWriter.Synchronized(Console.Error));
        var progress = new Told(parent);
        RunResult result = await NotebookRunner.RunAsync(asked.Path, asked.Options, progress, cancellationToken)
            .ConfigureAwait(false);
        await parent.WriteLineAsync(new ChildMessage(null, result).ToLine()).ConfigureAwait(false);
        await parent.FlushAsync(cancellationToken).ConfigureAwait(false);
        return result.ExitCode;
    }

    private sealed class Told(TextWriter parent) : IProgress<CellStarted>
    {
        public void Report(CellStarted value)
        {
            parent.WriteLine(new ChildMessage(value, null).ToLine());
            parent.Flush();
        }
    }
}
