using RlTrainer.Notebooks.Documents;

namespace RlTrainer.Notebooks.Outputs;

/// <summary>Where a running cell's outputs go: into a notebook file, to a Jupyter client, or to a test. Safe to call from
/// any thread.</summary>
public interface ICellOutputs
{
    /// <summary>Takes one output.</summary>
    void Write(CellOutput output);

    /// <summary>Replaces what was displayed under this name; unknown names are an error of the caller and are ignored by viewers.</summary>
    void Update(string displayId, MimeBundle data);

    /// <summary>Removes the cell's outputs, now or when the next one comes.</summary>
    void Clear(bool wait);

    /// <summary>Asks the person for a line of text.</summary>
    /// <exception cref="NotSupportedException">Nobody is there to answer.</exception>
    string ReadLine(string prompt, bool isPassword);
}
