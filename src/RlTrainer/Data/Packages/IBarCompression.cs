namespace RlTrainer.Data;

/// <summary>A compression that files of bars come in.</summary>
public interface IBarCompression
{
    /// <summary>The compression's name, e.g. "zstd".</summary>
    string Name { get; }

    /// <summary>True where the first bytes are this compression's.</summary>
    /// <param name="head">The first bytes of a file, at least 16 where it is that long.</param>
    /// <returns>True for a file to open with <see cref="Open"/>.</returns>
    bool Recognizes(ReadOnlySpan<byte> head);

    /// <summary>The content of a compressed stream.</summary>
    /// <param name="compressed">The stream from its first byte; the caller disposes of it with the result.</param>
    /// <returns>The content, forward only. Damage throws <see cref="InvalidDataException"/> while reading.</returns>
    Stream Open(Stream compressed);
}
