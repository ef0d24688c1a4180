using RlTrainer.Environments;
using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>What every engine checks before it computes.</summary>
public static class EngineChecks
{
    /// <summary>The network, when it takes the layout's observations.</summary>
    /// <param name="network">Layer widths.</param>
    /// <param name="layout">What one observation is made of.</param>
    /// <returns>The same network.</returns>
    /// <exception cref="ArgumentException">It does not; the message says both sizes.</exception>
    public static NetworkShape CheckedFor(this NetworkShape network, ObservationLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(network);
        if (network.Checked().Inputs != layout.Size)
            throw new ArgumentException(
                $"Network {network} takes {network.Inputs} inputs; an observation has {layout.Size} "
                + $"({layout.WindowBars} × {layout.TableFeatures} + {layout.DenseCount}).");
        return network;
    }

    /// <summary>The table, when it has whole rows and at least one window.</summary>
    /// <param name="layout">What one observation is made of.</param>
    /// <param name="table">[rows, features] row by row; anything where the layout has no table part.</param>
    /// <returns>The same table.</returns>
    /// <exception cref="ArgumentException">It has not; the message says what it has.</exception>
    public static ReadOnlyMemory<float> CheckedTable(this ObservationLayout layout, ReadOnlyMemory<float> table)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (layout.TableSize == 0) return table;
        if (table.Length % layout.TableFeatures != 0 || table.Length < layout.TableSize)
            throw new ArgumentException(
                $"The table has {table.Length} numbers; expected whole rows of {layout.TableFeatures} features and at least "
                + $"{layout.WindowBars} rows.");
        return table;
    }

    /// <summary>Every observation lies inside the table and has a dense part of the right width.</summary>
    /// <param name="layout">What one observation is made of.</param>
    /// <param name="observations">[n] the observations.</param>
    /// <param name="tableLength">Numbers in the bound table.</param>
    /// <exception cref="ArgumentException">A dense part has another width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A window does not lie in the table; the message names the bar.</exception>
    public static void Check(this ObservationLayout layout, Observations observations, int tableLength)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (observations.Dense.Length != observations.Count * layout.DenseCount)
            throw new ArgumentException(
                $"{observations.Count} observations came with {observations.Dense.Length} dense numbers; expected "
                + $"{layout.DenseCount} each.");
        if (layout.TableSize == 0) return;
        int rows = tableLength / layout.TableFeatures;
        foreach (int bar in observations.Bars)
            if (bar < layout.WindowBars - 1 || bar >= rows)
                throw new ArgumentOutOfRangeException(
                    nameof(observations), bar,
                    $"Bar {bar} has no window of {layout.WindowBars} rows in the bound table of {rows} rows. Bind the table the "
                    + $"environment observes.");
    }
}
