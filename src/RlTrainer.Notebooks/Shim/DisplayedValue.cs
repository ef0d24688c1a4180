using RlTrainer.Notebooks.Outputs;

namespace Microsoft.DotNet.Interactive;

/// <summary>Something a cell displayed, which can be replaced in place.</summary>
public class DisplayedValue
{
    private readonly string _displayId;
    private readonly ICellOutputs _outputs;
    private readonly string[] _mimeTypes;

    internal DisplayedValue(string displayId, ICellOutputs outputs, string[] mimeTypes)
    {
        _displayId = displayId;
        _outputs = outputs;
        _mimeTypes = mimeTypes;
    }

    /// <summary>Shows another value in its place.</summary>
    /// <param name="updatedValue">What is shown from now on, in the forms that were asked for at first.</param>
    public void Update(object? updatedValue) => _outputs.Update(_displayId, Bundles.Of(updatedValue, _mimeTypes));
}
