namespace RlTrainer.Data;

/// <summary>An open table: its columns, and its rows in batches.</summary>
public interface IBarTable : IDisposable
{
    /// <summary>The format in words, e.g. "Databento DBN ohlcv-1m".</summary>
    string Format { get; }

    /// <summary>The columns in the order of the file.</summary>
    IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>How long each bar lasts, in seconds, where the file says it; 0 for trades, null where it does not say.</summary>
    int? BarSeconds { get; }

    /// <summary>The next rows; null after the last.</summary>
    /// <param name="wanted">Columns to fill, by index.</param>
    /// <returns>A batch with one array a wanted column.</returns>
    /// <exception cref="BarDataException">The file is damaged: rows before it were given already, and none follows.</exception>
    TableBatch? Read(IReadOnlyList<int> wanted);
}
