using RlTrainer.Notebooks.Documents;

namespace RlTrainer.Notebooks.Outputs;

/// <summary>Where a running cell's outputs go: into a notebook file, to a Jupyter client, or to a test. Safe to call from
/// any thread.</summary>
public interface ICellOutputs
{
    /// <summary>Takes one output.</summary>
    /// <param name="output">Text of a stream, a display, a result or an error.</param>
    void Write(CellOutput output);

    /// <summary>Replaces what was displayed under this name; unknown names
    /// are an error of the caller and are ignored by viewers.</summary>
    /// <param name="displayId">The name the display was written with.</param>
    /// <param name="data">What is shown in its place.</param>
    void Update(string displayId, MimeBundle data);

    /// <summary>Removes the cell's outputs, now or when the next one comes.</summary>
    /// <param name="wait">True keeps the outputs on the page until the next one comes, so that nothing
    /// flickers.</param>
    void Clear(bool wait);

    /// <summary>Asks the person for a line of text.</summary>
    /// <param name="prompt">What to ask, shown beside the field.</param>
    /// <param name="isPassword">True hides what is typed.</param>
    /// <returns>The line without its end.</returns>
    /// <exception cref="NotSupportedException">Nobody is there to answer.</exception>
    string ReadLine(string prompt, bool isPassword);
}
