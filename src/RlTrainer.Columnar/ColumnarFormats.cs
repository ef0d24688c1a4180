using RlTrainer.Data;

namespace RlTrainer.Columnar;

/// <summary>Everything that this project adds to the core's import.</summary>
public static class ColumnarFormats
{
    /// <summary>Parquet, Arrow and DBN files; zstd, bzip2 and xz compression.
    /// Pass it as <see cref="ImportOptions.Formats"/>.</summary>
    public static BarFormatSet All { get; } = new(
        [new ZstdCompression(), new Bzip2Compression(), new XzCompression()],
        [new ParquetFormat(), new ArrowFormat(), new DbnFormat()]);
}
