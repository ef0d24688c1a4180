using System.Text.Json;
using System.Threading.Channels;
using RlTrainer.Interactive.Host;
using RlTrainer.Notebooks.Running;

// The process speaks with the one that started it by lines of JSON; whatever cells write goes there as messages.
TextWriter parent = TextWriter.Synchronized(Console.Out);
Console.SetOut(Console.Error);
using var kernels = new Kernels(Directory.GetCurrentDirectory());
var cells = Channel.CreateUnbounded<InteractiveRequest>();
CancellationTokenSource stop = new();
_ = Task.Run(ReadAsync);
Tell(new InteractiveEvent(InteractiveEvent.Ready));
await foreach (InteractiveRequest cell in cells.Reader.ReadAllAsync())
{
    stop = new CancellationTokenSource();
    Tell(await kernels.RunAsync(cell, Tell, stop.Token));
}

return 0;

void Tell(InteractiveEvent happened)
{
    parent.WriteLine(happened.ToLine());
    parent.Flush();
}

async Task ReadAsync()
{
    while (await Console.In.ReadLineAsync() is { } line)
    {
        InteractiveRequest request = JsonSerializer.Deserialize<InteractiveRequest>(line)!;
        if (request.IsStop)
            await stop.CancelAsync();
        else
            await cells.Writer.WriteAsync(request);
    }

    // The starter is gone; a cell that cannot be stopped must not stay behind.
    Environment.Exit(130);
}
