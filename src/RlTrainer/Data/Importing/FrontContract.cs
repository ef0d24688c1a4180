using NodaTime;
using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>Makes one series of several contracts: one of them, or day by day the one that traded most the day before.</summary>
internal static class FrontContract
{
    /// <summary>The rows of one contract; all other rows are listed.</summary>
    public static ContractColumns Only(IReadOnlyList<ContractColumns> contracts, string wanted, string files)
    {
        ContractColumns chosen =
            contracts.FirstOrDefault(contract => string.Equals(contract.Contract, wanted, StringComparison.OrdinalIgnoreCase))
            ?? throw new BarDataException(
                $"{files}: the contract was '{wanted}'; expected one of "
                + $"{string.Join(", ", contracts.Select(contract => contract.Contract))}.");
        foreach (ContractColumns other in contracts)
            if (other != chosen)
                for (int row = 0; row < other.Columns.UtcSeconds.Length; row++) LeaveOut(other, row);
        return chosen;
    }

    /// <summary>Day by day the contract with the most volume the day before; rows of the others are listed.</summary>
    public static (BarColumns Columns, Func<int, RowPlace> PlaceOf, IReadOnlyList<RollMark> Rolls) ByVolume(
        IReadOnlyList<ContractColumns> contracts, RollTreatment roll)
    {
        SortedDictionary<LocalDate, long[]> volumes = VolumesByDay(contracts);
        var chosen = new Dictionary<LocalDate, int>();
        var rolls = new List<RollMark>();
        int[] lastDay = LastDays(contracts);
        int current = -1;
        long[]? before = null;
        foreach ((LocalDate date, long[] today) in volumes)
        {
            int leader = Leader(before ?? today, current, lastDay);
            if (current >= 0 && today[current] == 0 && leader == current) leader = Leader(today, -1, lastDay);   // expired
            if (current >= 0 && leader != current)
                rolls.Add(new RollMark(
                    date, contracts[current].Contract, contracts[leader].Contract,
                    Difference(contracts[current], contracts[leader], date)));
            chosen[date] = current = leader;
            before = today;
        }
        (int Contract, int Row)[] rows = Choose(contracts, chosen);
        BarColumns columns = Gather(contracts, rows);
        if (roll == RollTreatment.BackAdjusted) BackAdjust(columns, rolls);
        return (columns, row => contracts[rows[row].Contract].PlaceOf(rows[row].Row), rolls);
    }

    /// <summary>The contract with the most volume that does not expire before the current one.</summary>
    private static int Leader(long[] volumes, int current, int[] lastDay)
    {
        int leader = current;
        for (int contract = 0; contract < volumes.Length; contract++)
            if (contract != current && (leader < 0 || volumes[contract] > volumes[leader])
                && (current < 0 || lastDay[contract] >= lastDay[current]))
                leader = contract;
        return leader;
    }

    private static SortedDictionary<LocalDate, long[]> VolumesByDay(IReadOnlyList<ContractColumns> contracts)
    {
        var volumes = new SortedDictionary<LocalDate, long[]>();
        for (int contract = 0; contract < contracts.Count; contract++)
        {
            BarColumns columns = contracts[contract].Columns;
            foreach (TradingDay day in SessionCalendar.Cut(columns.EasternSeconds).Days)
            {
                if (!volumes.TryGetValue(day.Date, out long[]? sums)) volumes[day.Date] = sums = new long[contracts.Count];
                // a bar without volume still counts
                for (int row = day.FirstBar; row < day.EndBar; row++) sums[contract] += Math.Max(columns.Volumes[row], 0) + 1;
            }
        }
        return volumes;
    }

    /// <summary>The last day of each contract's rows: what trades longer expires later.</summary>
    private static int[] LastDays(IReadOnlyList<ContractColumns> contracts) =>
        [.. contracts.Select(
            contract => contract.Columns.EasternSeconds is { Length: > 0 } times ? (int)(times[^1] / 86_400) : 0)];

    private static int? Difference(ContractColumns earlier, ContractColumns later, LocalDate date)
    {
        long end = SessionCalendar.EasternSecondsOf(date) - 6 * 3_600;
        int row = Array.BinarySearch(earlier.Columns.EasternSeconds, end);
        for (row = (row < 0 ? ~row : row) - 1; row >= 0; row--)
        {
            int match = Array.BinarySearch(later.Columns.UtcSeconds, earlier.Columns.UtcSeconds[row]);
            if (match >= 0) return later.Columns.CloseTicks[match] - earlier.Columns.CloseTicks[row];
        }
        return null;
    }

    private static (int Contract, int Row)[] Choose(IReadOnlyList<ContractColumns> contracts, Dictionary<LocalDate, int> chosen)
    {
        var rows = new List<(int Contract, int Row)>();
        for (int contract = 0; contract < contracts.Count; contract++)
            foreach (TradingDay day in SessionCalendar.Cut(contracts[contract].Columns.EasternSeconds).Days)
            {
                IEnumerable<int> ofDay = Enumerable.Range(day.FirstBar, day.BarCount);
                bool isChosen = chosen[day.Date] == contract;
                rows.AddRange((isChosen ? ofDay : []).Select(row => (contract, row)));
                foreach (int row in isChosen ? [] : ofDay) LeaveOut(contracts[contract], row);
            }
        return [.. rows.OrderBy(row => contracts[row.Contract].Columns.UtcSeconds[row.Row])];
    }

    private static BarColumns Gather(IReadOnlyList<ContractColumns> contracts, (int Contract, int Row)[] rows)
    {
        BarColumns Of(int row) => contracts[rows[row].Contract].Columns;
        T[] Column<T>(Func<BarColumns, T[]> column) =>
            [.. Enumerable.Range(0, rows.Length).Select(row => column(Of(row))[rows[row].Row])];
        return new BarColumns(
            Column(c => c.UtcSeconds), Column(c => c.EasternSeconds), Column(c => c.OpenTicks), Column(c => c.HighTicks),
            Column(c => c.LowTicks), Column(c => c.CloseTicks), Column(c => c.Volumes));
    }

    private static void BackAdjust(BarColumns columns, List<RollMark> rolls)
    {
        for (int roll = 0; roll < rolls.Count; roll++)
        {
            if (rolls[roll].DifferenceTicks is not { } difference)
                throw new BarDataException(
                    $"The change from {rolls[roll].From} to {rolls[roll].To} on {rolls[roll].Date:uuuu-MM-dd} has no common bar "
                    + $"to take the difference from. Import unadjusted, or add a file in which both contracts trade.");
            long start = SessionCalendar.EasternSecondsOf(rolls[roll].Date) - 6 * 3_600;
            for (int row = 0; row < columns.EasternSeconds.Length && columns.EasternSeconds[row] < start; row++)
            {
                columns.OpenTicks[row] += difference;
                columns.HighTicks[row] += difference;
                columns.LowTicks[row] += difference;
                columns.CloseTicks[row] += difference;
            }
        }
    }

    private static void LeaveOut(ContractColumns contract, int row) =>
        contract.PlaceOf(row)
            .LeaveOut(BarRule.OtherContract,
                $"{contract.Contract} at {SeriesChecks.TextOf(contract.Columns.EasternSeconds[row])} New York");
}
