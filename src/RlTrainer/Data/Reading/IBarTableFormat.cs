namespace RlTrainer.Data;

/// <summary>A file format that holds columns instead of lines of text, such as Parquet.</summary>
public interface IBarTableFormat
{
    /// <summary>The format's name, e.g. "Parquet".</summary>
    string Name { get; }

    /// <summary>True where the first bytes are this format's.</summary>
    /// <param name="head">The first bytes of a file, at least 16 where it is that long.</param>
    /// <returns>True for a file to open with <see cref="Open"/>.</returns>
    bool Recognizes(ReadOnlySpan<byte> head);

    /// <summary>The content has to be seekable: its description stands at the end.</summary>
    bool NeedsSeeking { get; }

    /// <summary>Opens a table.</summary>
    /// <param name="content">The whole content from its first byte; seekable
    /// where <see cref="NeedsSeeking"/>. The table owns it.</param>
    /// <param name="name">The name that errors carry.</param>
    /// <returns>The table.</returns>
    /// <exception cref="BarDataException">The file is damaged, or holds something this format's reader does not know.</exception>
    IBarTable Open(Stream content, string name);
}
