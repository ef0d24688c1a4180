using System.Globalization;

namespace RlTrainer.Data;

/// <summary>Which column holds what, as the caller says it:
/// "time=Datum,open=Eröffnung" or, by number from 1, "time=1,open=2".</summary>
/// <param name="Text">The mapping as typed.</param>
public sealed record ColumnMapping(string Text)
{
    private static readonly ColumnRole[] Sayable =
    [
        ColumnRole.Time, ColumnRole.Date, ColumnRole.Clock, ColumnRole.Open, ColumnRole.High, ColumnRole.Low, ColumnRole.Close,
        ColumnRole.Volume,
        ColumnRole.UpVolume, ColumnRole.DownVolume, ColumnRole.Symbol, ColumnRole.Id, ColumnRole.Price, ColumnRole.Size,
    ];

    /// <summary>The mapping with one more pair.</summary>
    /// <param name="role">The role, e.g. "symbol".</param>
    /// <param name="column">The column's name or number.</param>
    /// <returns>The longer mapping.</returns>
    public ColumnMapping And(string role, string column)
    {
        ArgumentNullException.ThrowIfNull(role);
        ArgumentNullException.ThrowIfNull(column);
        return new($"{Text}{(Text.Length > 0 ? "," : "")}{role}={column}");
    }

    /// <summary>The caller says that there is no volume.</summary>
    internal bool HasNoVolume =>
        Text.Split(',', StringSplitOptions.TrimEntries)
            .Any(pair => string.Equals(
                pair.Replace(" ", "", StringComparison.Ordinal), "volume=none", StringComparison.OrdinalIgnoreCase));

    /// <summary>It says where prices stand, and not only the volume or the contract.</summary>
    internal bool NamesPrices =>
        Pairs.Any(pair => Enum.TryParse(pair.Split('=')[0].Trim(), ignoreCase: true, out ColumnRole role)
            && role is ColumnRole.Open or ColumnRole.High or ColumnRole.Low or ColumnRole.Close or ColumnRole.Price);

    /// <summary>It says what the volume is.</summary>
    internal bool NamesVolume =>
        Pairs.Any(pair => Enum.TryParse(pair.Split('=')[0].Trim(), ignoreCase: true, out ColumnRole role)
            && role is ColumnRole.Volume or ColumnRole.UpVolume);

    /// <summary>The largest number of a column that it says; 0 where it says names only.</summary>
    internal int LargestNumber => Pairs.Select(pair => int.TryParse(
        pair.Split('=')[^1], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out int number) ? number : 0)
            .DefaultIfEmpty().Max();

    private string[] Pairs => Text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Puts the named columns in place of those that the names tell.</summary>
    /// <exception cref="BarDataException">A role or a column does not exist.</exception>
    internal void ApplyTo(Dictionary<ColumnRole, int> columns, IReadOnlyList<string> names)
    {
        foreach (string pair in Pairs)
        {
            string[] sides = pair.Split('=', 2, StringSplitOptions.TrimEntries);
            if (sides.Length != 2 || !Enum.TryParse(sides[0], ignoreCase: true, out ColumnRole role) || !Sayable.Contains(role))
                throw new BarDataException(
                    $"--columns has '{pair}'; expected pairs such as time=Datum,open=2 with the roles "
                    + $"{string.Join(", ", Sayable.Select(each => each.ToString().ToLowerInvariant()))}.");
            columns[role] = role == ColumnRole.Volume && HasNoVolume ? -1 : ColumnOf(sides[1], names);
            if (role == ColumnRole.Volume)
                foreach (ColumnRole other in (ColumnRole[])[ColumnRole.TickVolume, ColumnRole.UpVolume, ColumnRole.DownVolume])
                    columns.Remove(other);
            if (role is ColumnRole.UpVolume or ColumnRole.DownVolume) columns.Remove(ColumnRole.Volume);
            if (columns[role] < 0) columns.Remove(role);
            if (role == ColumnRole.Time)
                foreach (ColumnRole other in (ColumnRole[])[ColumnRole.Date, ColumnRole.Clock]) columns.Remove(other);
        }
    }

    private static int ColumnOf(string said, IReadOnlyList<string> names)
    {
        for (int column = 0; column < names.Count; column++)
            if (string.Equals(names[column].Trim('"', ' '), said, StringComparison.OrdinalIgnoreCase)) return column;
        if (int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1
            && number <= names.Count) return number - 1;
        throw new BarDataException(
            $"--columns names the column '{said}'; the file has "
            + $"{string.Join(", ", names.Select((name, column) => $"{column + 1} '{name}'"))}.");
    }
}
