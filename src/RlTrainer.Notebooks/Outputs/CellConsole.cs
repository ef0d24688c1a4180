using System.Text;
using RlTrainer.Notebooks.Documents;

namespace RlTrainer.Notebooks.Outputs;

/// <summary>Stands in for the console: what a cell writes goes to that
/// cell's outputs, everything else to the real console.</summary>
public sealed class CellConsole : TextWriter
{
    private static readonly Lock Gate = new();
    private static bool s_installed;
    private readonly string _stream;
    private readonly TextWriter _outside;

    private CellConsole(string stream, TextWriter outside)
    {
        _stream = stream;
        _outside = outside;
    }

    /// <inheritdoc/>
    public override Encoding Encoding => _outside.Encoding;

    /// <summary>Takes the process's console over, once; further calls do nothing.</summary>
    /// <param name="outside">Where text goes that no cell wrote; null keeps the console as it was.</param>
    public static void Install(TextWriter? outside = null)
    {
        lock (Gate)
        {
            if (s_installed)
                return;
            s_installed = true;
            Console.SetOut(new CellConsole(StreamOutput.StandardOutput, outside ?? Console.Out));
            Console.SetError(new CellConsole(StreamOutput.StandardError, Console.Error));
            Console.SetIn(new CellInput(Console.In));
        }
    }

    /// <inheritdoc/>
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        if (CellContext.Current is { } cell)
            cell.Outputs.Write(new StreamOutput(_stream, value));
        else
            _outside.Write(value);
    }

    /// <inheritdoc/>
    public override void WriteLine() => Write("\n");

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write(value + "\n");

    /// <inheritdoc/>
    public override void WriteLine(ReadOnlySpan<char> buffer) => Write(string.Concat(buffer, "\n"));

    /// <inheritdoc/>
    public override void Flush() => _outside.Flush();
}
