using RlTrainer.Lab.Contents;
using RlTrainer.Lab.Kernels;
using RlTrainer.Lab.Runs;
using RlTrainer.Lab.Security;

namespace RlTrainer.Lab.Serving;

/// <summary>Everything that endpoints use, made once.</summary>
internal sealed class LabRooms : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();

    public LabRooms(LabOptions options)
    {
        Options = options;
        Secrets = new Secrets(options.Token);
        Guard = new AccessGuard(options, Secrets);
        Paths = new SafePaths(options.Root);
        Contents = new ContentStore(Paths, new TrustStore(options.TrustFolder));
        Checkpoints = new CheckpointStore(Paths, Path.Combine(options.State, "checkpoints"));
        Catalog = new KernelCatalog(options);
        Kernels = new KernelTable(Catalog, options.Time);
        Sessions = new SessionTable(Kernels, Paths);
        Board = new RunBoard(Path.Combine(Paths.Root, "runs"), options.Time);
        Control = new RunControl(Board, options);
        Replays = new ReplayStore(Board, Path.Combine(Paths.Root, "data"));
        Started = options.Time.GetUtcNow();
    }

    public LabOptions Options { get; }

    public Secrets Secrets { get; }

    public AccessGuard Guard { get; }

    public SafePaths Paths { get; }

    public ContentStore Contents { get; }

    public CheckpointStore Checkpoints { get; }

    public KernelCatalog Catalog { get; }

    public KernelTable Kernels { get; }

    public SessionTable Sessions { get; }

    public RunBoard Board { get; }

    public RunControl Control { get; }

    public ReplayStore Replays { get; }

    public DateTimeOffset Started { get; }

    /// <summary>Cancelled when the server ends: open streams end with it.</summary>
    public CancellationToken End => _end.Token;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await Kernels.DisposeAsync().ConfigureAwait(false);
        Sessions.Dispose();
    }
}
