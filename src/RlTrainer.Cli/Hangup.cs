using System.Runtime.InteropServices;

namespace RlTrainer.Cli;

/// <summary>
/// Closing the terminal, or a lost connection, asks to save and stop as Ctrl+C does; without it the system ends the process at
/// once.
/// </summary>
internal sealed class Hangup : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly PosixSignalRegistration _registration;

    public Hangup(CancellationToken cancellationToken)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            _source.Cancel();
        });
    }

    /// <summary>Cancelled by a hangup, and by what the command itself is cancelled by.</summary>
    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }
}
