using RlTrainer.Notebooks.Outputs;

namespace Microsoft.DotNet.Interactive;

/// <summary>Something a cell displayed, which can be replaced in place.</summary>
public sealed class DisplayedValue
{
    private readonly ICellOutputs _outputs;
    private readonly string[] _mimeTypes;

    internal DisplayedValue(string displayId, ICellOutputs outputs, string[] mimeTypes)
    {
        DisplayId = displayId;
        _outputs = outputs;
        _mimeTypes = mimeTypes;
    }

    /// <summary>The name the viewer knows the display by.</summary>
    public string DisplayId { get; }

    /// <summary>Shows another value in its place.</summary>
    public void Update(object? updatedValue) => _outputs.Update(DisplayId, Bundles.Of(updatedValue, _mimeTypes));
}
