namespace RlTrainer.Data;

/// <summary>What a file's volume counts: contracts, ticks, or the sum of up and down volume.</summary>
internal static class VolumeFacts
{
    /// <summary>The layout with the volume's column and what it means.</summary>
    public static DetectedLayout Read(DetectedLayout found, HeaderMap map, string[][] rows)
    {
        int volume = found.Layout.VolumeColumn, ticks = map.At(ColumnRole.TickVolume), up = map.At(ColumnRole.UpVolume), down = map.At(ColumnRole.DownVolume);
        if (volume >= 0 && ticks >= 0 && rows.Length > 0 && rows.All(row => FieldAt(row, volume) is "0" or "" or "0.0"))
            return Ticks(found, map, ticks, $"'{Name(map, volume)}' is 0 in the first {rows.Length} rows");
        if (volume >= 0)
            return found.With(FactKind.Volume, $"'{Name(map, volume)}'", FactSource.Stated, ticks >= 0 ? $"the header names it; '{Name(map, ticks)}' is not used" : "the header names it");
        if (up >= 0 && down >= 0)
            return found.With(FactKind.Volume, $"'{Name(map, up)}' + '{Name(map, down)}'", FactSource.Stated, "the header has the two halves and no sum") with
            {
                Layout = found.Layout with { VolumeColumn = up, AddedVolumeColumn = down },
            };
        if (ticks >= 0) return Ticks(found, map, ticks, "the header has no other volume");
        return found.With(FactKind.Volume, "0", FactSource.Usual, "the header has no volume; --volume-column names one");
    }

    private static DetectedLayout Ticks(DetectedLayout found, HeaderMap map, int column, string because) =>
        found.With(FactKind.Volume, $"'{Name(map, column)}', which counts price changes and not contracts", FactSource.Evidence, because) with { Layout = found.Layout with { VolumeColumn = column } };

    private static string Name(HeaderMap map, int column) => map.Names[column].Trim('"', ' ');

    private static string FieldAt(string[] row, int column) => column < row.Length ? row[column] : "";
}
