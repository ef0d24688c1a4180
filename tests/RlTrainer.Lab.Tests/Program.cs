using System.Runtime.InteropServices;
using RlTrainer.Notebooks.Jupyter;

namespace RlTrainer.Lab.Tests;

/// <summary>The program the tests start in other processes: a kernel,
/// a server to look at, something that saves when it is asked to end.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["kernel", var connectionFile]:
                return await KernelHost.RunAsync(connectionFile, CancellationToken.None);
            case ["serve", var root, var token]:
                await using (LabServer server = await LabServer.StartAsync(Lab.OptionsFor(root, token), CancellationToken.None))
                {
                    Console.WriteLine(server.Address);
                    Console.ReadLine();
                }
                return 0;
            case ["sleep"]:
                var interrupted = new TaskCompletionSource();
                void Saved(PosixSignalContext signal)
                {
                    signal.Cancel = true;
                    interrupted.TrySetResult();
                }
                using (PosixSignalRegistration.Create(PosixSignal.SIGTERM, Saved))
                {
                    Console.WriteLine("sleeping");
                    return await Task.WhenAny(interrupted.Task, Task.Delay(TimeSpan.FromMinutes(1))) == interrupted.Task
                        ? 130 : 1;
                }
            case ["train", ..]:
                await Console.Error.WriteLineAsync($"no training here: '{string.Join(' ', arguments)}'");
                return 2;
            default:
                throw new ArgumentException($"Unknown arguments '{string.Join(' ', arguments)}'.");
        }
    }
}
