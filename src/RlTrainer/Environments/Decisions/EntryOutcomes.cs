using RlTrainer.Compliance;
using RlTrainer.Features;
using RlTrainer.Market;

namespace RlTrainer.Environments;

/// <summary>
/// What an entry on either side would have earned at every bar at which a fresh account
/// may decide one, held to its stop, its target, a limit of the rules or flat time.
/// Entries overlap in time, so they are no independent samples: count days, not entries.
/// </summary>
public sealed class EntryOutcomes
{
    private const int Buy = 1, Sell = 2, SidesAndHold = 3, RowsAtOnce = 256;
    private readonly EnvironmentConfig _config;
    private readonly RuleSet _rules;
    private readonly BarSeries? _seconds;
    private readonly int[] _bars, _days;
    private readonly long[] _buy, _sell, _risk;
    private readonly float[] _dense;

    private EntryOutcomes(
        FeatureTable features, ObservationLayout layout, int count, (EnvironmentConfig, RuleSet, BarSeries?) madeOf)
    {
        (Features, Layout) = (features, layout);
        (_config, _rules, _seconds) = madeOf;
        (_bars, _days) = (new int[count], new int[count]);
        (_buy, _sell, _risk) = (new long[count], new long[count], new long[count]);
        _dense = new float[count * layout.DenseCount];
    }

    /// <summary>The same bars with other profits.</summary>
    private EntryOutcomes(EntryOutcomes held)
    {
        (Features, Layout) = (held.Features, held.Layout);
        (_config, _rules, _seconds) = (held._config, held._rules, held._seconds);
        (_bars, _days, _risk, _dense) = (held._bars, held._days, held._risk, held._dense);
        (_buy, _sell) = ([.. held._buy], [.. held._sell]);
    }

    /// <summary>The days whose bars these are.</summary>
    public FeatureTable Features { get; }

    /// <summary>What the observation of a bar is made of.</summary>
    public ObservationLayout Layout { get; }

    /// <summary>Bars at which an entry may be decided.</summary>
    public int Count => _bars.Length;

    /// <summary>Trading days of the series, those without such a bar included.</summary>
    public int DayCount => Features.Bars.Days.Count;

    /// <summary>[n] the bars, ascending.</summary>
    public ReadOnlySpan<int> Bars => _bars;

    /// <summary>[n] index of each bar's trading day.</summary>
    public ReadOnlySpan<int> Days => _days;

    /// <summary>[n] net profit of a long entry, all costs taken off, US cents.</summary>
    public ReadOnlySpan<long> BuyCents => _buy;

    /// <summary>[n] net profit of a short entry, all costs taken off, US cents.</summary>
    public ReadOnlySpan<long> SellCents => _sell;

    /// <summary>[n] what the stop of an entry would lose before costs, US cents.</summary>
    public ReadOnlySpan<long> RiskCents => _risk;

    /// <summary>[n, dense] the dense part of the observation of a fresh account at each bar, not normalised.</summary>
    public ReadOnlySpan<float> Dense => _dense;

    /// <summary>Actions of the environment the outcomes were made in.</summary>
    internal int ActionCount => _config.Actions.Count;

    /// <summary>There are actions for a position that is held, so that what an entry earns hangs on who manages it.</summary>
    internal bool CanBeManaged => ActionCount > SidesAndHold;

    /// <summary>
    /// What the preferred side of every bar earns where a policy manages the position; bars without a preference, and the
    /// other side, keep what holding earns.
    /// </summary>
    /// <param name="leads">[n] above 0 long, below 0 short, 0 flat.</param>
    /// <param name="choose">Decides at every bar of the position; it draws nothing.</param>
    internal EntryOutcomes ManagedBy(ReadOnlySpan<float> leads, BranchChoice choose)
    {
        EnvironmentConfig atOnce = _config with { EnvironmentCount = RowsAtOnce };
        var tape = new MarketTape(Features, atOnce, _rules, _seconds);
        var fresh = new TradingAccounts(tape, atOnce, _rules, starts: null, route: null, journal: null);
        var brancher = new ManagedBrancher(tape, atOnce, _rules) { RewardedCostShare = 1.0 };
        int slots = RowsAtOnce * ActionCount;
        byte[] masks = new byte[slots];
        var ends = new BranchOutcomes(new double[slots], new double[slots], new EpisodeEnd[slots],
            new Observations(new int[slots], new float[slots * Layout.DenseCount]));
        var managed = new EntryOutcomes(this);
        for (int start = 0; start < Count; start += RowsAtOnce)
        {
            ReadOnlySpan<float> piece = leads.Slice(start, Math.Min(RowsAtOnce, Count - start));
            Array.Clear(masks);
            for (int row = 0; row < piece.Length; row++)
            {
                fresh.BeginAt(row, _bars[start + row]);
                if (piece[row] != 0f) masks[row * ActionCount + SideOf(piece[row])] = 1;
            }
            brancher.Follow(fresh.Columns, masks, discount: 1.0, choose, BranchReach.ToTheExit, ends);
            for (int row = 0; row < piece.Length; row++)
            {
                if (piece[row] == 0f) continue;
                int side = SideOf(piece[row]);
                (side == Buy ? managed._buy : managed._sell)[start + row] =
                    brancher.Columns.Accounts[row * ActionCount + side].BalanceCents - _rules.StartCents;
            }
        }
        return managed;
    }

    private static int SideOf(float lead) => lead > 0f ? Buy : Sell;

    /// <summary>Follows both sides from every bar.</summary>
    /// <param name="features">The normalised feature table; its bars are the market.</param>
    /// <param name="config">Contracts, stop, target, entry window and what a policy may do.</param>
    /// <param name="rules">The programme's rules.</param>
    /// <param name="seconds">Second bars that decide the order inside a minute; null: the minute rule.</param>
    /// <returns>One row a bar at which an entry fits.</returns>
    /// <exception cref="ArgumentException">A configuration, a rule set or a series does not fit.</exception>
    public static EntryOutcomes Of(FeatureTable features, EnvironmentConfig config, RuleSet rules, BarSeries? seconds = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(rules);
        EnvironmentConfig wholeDay = config.Checked() with { EnvironmentCount = 1, EpisodeBars = int.MaxValue };
        var tape = new MarketTape(features, wholeDay, rules.Checked(), seconds);
        var fresh = new TradingAccounts(tape, wholeDay, rules, starts: null, route: null, journal: null);
        var dense = new DenseFeatures(tape, wholeDay, rules);
        int[] bars = FittingBars(tape, fresh, Math.Max(features.WarmUpBars, config.WindowBars));
        var outcomes = new EntryOutcomes(
            features, new ObservationLayout(config.WindowBars, features.FeatureCount, dense.Count), bars.Length,
            (wholeDay, rules, seconds));
        outcomes.Fill(bars, tape, fresh, dense, new AccountBrancher(tape, wholeDay, rules), rules.StartCents);
        return outcomes;
    }

    private static int[] FittingBars(MarketTape tape, TradingAccounts fresh, int earliest)
    {
        var bars = new List<int>();
        for (int bar = earliest; bar < tape.Bars.Count; bar++)
        {
            if ((tape.Flags[bar] & BarFlags.MayDecideEntry) == 0) continue;
            fresh.BeginAt(0, bar);
            if (fresh.Columns.Fits[0] > 0) bars.Add(bar);
        }
        return [.. bars];
    }

    private void Fill(int[] bars, MarketTape tape, TradingAccounts fresh, DenseFeatures dense, AccountBrancher brancher,
        long startCents)
    {
        int day = 0;
        for (int row = 0; row < bars.Length; row++)
        {
            int bar = bars[row];
            while (tape.Bars.Days[day].EndBar <= bar) day++;
            fresh.BeginAt(0, bar);
            (_bars[row], _days[row]) = (bar, day);
            _risk[row] = (long)fresh.Columns.Fits[0] * tape.StopTicks[bar]
                * tape.CostsOf(fresh.Columns.FitsMicros[0]).TickValueCents;
            dense.Write(fresh.Columns, 0, _dense.AsSpan(row * dense.Count, dense.Count));
            _buy[row] = Profit(Buy);
            _sell[row] = Profit(Sell);
        }

        long Profit(int side)
        {
            brancher.Follow(fresh.Columns, 0, side, discount: 1.0, rewardedCostShare: 1.0);
            return brancher.Columns.Accounts[0].BalanceCents - startCents;
        }
    }
}
