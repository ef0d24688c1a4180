using System.Diagnostics;

namespace RlTrainer.Notebooks.Running;

/// <summary>Ends this process when the one that started it is gone, so that nothing is left running.</summary>
public sealed class ParentWatch : IDisposable
{
    private readonly Timer? _timer;
    private readonly int _parent;

    /// <summary>Watches the process of this id; 0 watches nothing.</summary>
    /// <param name="parentProcessId">The system's number of the process that started this one.</param>
    public ParentWatch(int parentProcessId)
    {
        _parent = parentProcessId;
        if (parentProcessId > 0)
            _timer = new Timer(_ => Look(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        try
        {
            using var parent = Process.GetProcessById(_parent);
            if (!parent.HasExited)
                return;
        }
        catch (ArgumentException)
        {
            // No process has the id any more: the parent is gone.
        }

        Environment.Exit(130);
    }
}
