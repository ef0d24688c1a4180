namespace RlTrainer.Environments;

/// <summary>Counts and sums since the last <see cref="Reset"/>, for logs.</summary>
public sealed class EnvironmentStatistics
{
    private readonly double[] _termSums, _termSquares;
    private readonly long[] _adjustments = new long[Enum.GetValues<EntryAdjustment>().Length];
    private readonly long[] _actionCounts;

    internal EnvironmentStatistics(int actionCount, IReadOnlyList<string> terms)
    {
        _actionCounts = new long[actionCount];
        TermNames = terms;
        (_termSums, _termSquares) = (new double[terms.Count], new double[terms.Count]);
    }

    /// <summary>[terms] names of the reward's terms that are on, in the order of the configuration.</summary>
    public IReadOnlyList<string> TermNames { get; }

    /// <summary>Environment steps.</summary>
    public long Steps { get; internal set; }

    /// <summary>Steps at which at least two actions were legal.</summary>
    public long Decisions { get; internal set; }

    /// <summary>Steps with a position open at some moment of the bar.</summary>
    public long ExposedSteps { get; internal set; }

    /// <summary>Illegal actions that became Hold; only with masking off.</summary>
    public long IllegalActions { get; internal set; }

    /// <summary>Closed trades, and how many of them won after costs.</summary>
    public long Trades { get; internal set; }

    /// <summary>Closed trades with a profit after all costs.</summary>
    public long WinningTrades { get; internal set; }

    /// <summary>Sum of the closed trades' R multiples.</summary>
    public double RMultipleSum { get; internal set; }

    /// <summary>Sum of what the closed trades paid in commissions, fees and slippage, each in R.</summary>
    internal double CostRSum { get; set; }

    /// <summary>Net profit of the closed trades, US cents.</summary>
    public long NetCents { get; internal set; }

    /// <summary>Episodes that ended, truncated ones included.</summary>
    public long Episodes { get; internal set; }

    /// <summary>Episodes that ended by a breach.</summary>
    public long Breaches { get; internal set; }

    /// <summary>Episodes that ended at the target.</summary>
    public long TargetsReached { get; internal set; }

    /// <summary>Episodes that ended because no entry could follow any more.</summary>
    public long NothingFits { get; internal set; }

    /// <summary>Times the daily limit paused entries.</summary>
    public long DayPauses { get; internal set; }

    /// <summary>Entries whose distances came from the fallback because the ATR was invalid.</summary>
    public long AtrFallbacks { get; internal set; }

    /// <summary>Minutes in which something happened and no seconds were there to decide it.</summary>
    public long MinutesWithoutSeconds { get; internal set; }

    /// <summary>[actions] how often each action was taken where at least two were legal.</summary>
    public ReadOnlySpan<long> ActionCounts => _actionCounts;

    /// <summary>Share of steps with a real decision, in [0, 1].</summary>
    public double DecisionShare => Steps == 0 ? 0 : (double)Decisions / Steps;

    /// <summary>How often entries were made smaller, masked or cancelled for a reason; masked entries count once a bar.</summary>
    /// <param name="reason">Why an entry was changed.</param>
    /// <returns>A count over all environments and steps counted here.</returns>
    public long Adjustments(EntryAdjustment reason) => _adjustments[(int)reason];

    /// <summary>Mean of a reward term over all steps.</summary>
    /// <param name="term">One of <see cref="TermNames"/>.</param>
    /// <returns>Reward a step; 0 before the first.</returns>
    /// <exception cref="ArgumentException">No such term is on; the message lists those that are.</exception>
    public double TermMean(string term)
    {
        ArgumentNullException.ThrowIfNull(term);
        return Steps == 0 ? 0 : TermSum(term) / Steps;
    }

    /// <summary>Sum of a reward term over all steps.</summary>
    /// <param name="term">One of <see cref="TermNames"/>.</param>
    /// <returns>Reward.</returns>
    /// <exception cref="ArgumentException">No such term is on; the message lists those that are.</exception>
    public double TermSum(string term)
    {
        ArgumentNullException.ThrowIfNull(term);
        return _termSums[IndexOf(term)];
    }

    /// <summary>Variance of a reward term over all steps.</summary>
    /// <param name="term">One of <see cref="TermNames"/>.</param>
    /// <returns>Squared reward, at least 0.</returns>
    /// <exception cref="ArgumentException">No such term is on; the message lists those that are.</exception>
    public double TermVariance(string term)
    {
        ArgumentNullException.ThrowIfNull(term);
        return Steps == 0 ? 0 : Math.Max(0, _termSquares[IndexOf(term)] / Steps - TermMean(term) * TermMean(term));
    }

    /// <summary>Starts counting from 0.</summary>
    public void Reset()
    {
        Steps = Decisions = ExposedSteps = IllegalActions = Trades = WinningTrades = NetCents = 0;
        Episodes = Breaches = TargetsReached = NothingFits = DayPauses = AtrFallbacks = MinutesWithoutSeconds = 0;
        RMultipleSum = CostRSum = 0;
        Array.Clear(_termSums);
        Array.Clear(_termSquares);
        Array.Clear(_adjustments);
        Array.Clear(_actionCounts);
    }

    private int IndexOf(string term)
    {
        for (int index = 0; index < TermNames.Count; index++)
            if (TermNames[index] == term)
                return index;
        throw new ArgumentException($"The reward term was '{term}'; expected one that is on: {string.Join(", ", TermNames)}.");
    }

    internal void Adjusted(EntryAdjustment reason) => _adjustments[(int)reason]++;

    internal void Chose(int action)
    {
        Decisions++;
        _actionCounts[action]++;
    }

    internal void Add(ReadOnlySpan<float> terms)
    {
        for (int term = 0; term < terms.Length; term++)
        {
            double value = terms[term];
            _termSums[term] += value;
            _termSquares[term] += value * value;
        }
    }

    internal void Visit(IStateVisitor visitor)
    {
        Steps = visitor.Value(Steps);
        Decisions = visitor.Value(Decisions);
        ExposedSteps = visitor.Value(ExposedSteps);
        IllegalActions = visitor.Value(IllegalActions);
        Trades = visitor.Value(Trades);
        WinningTrades = visitor.Value(WinningTrades);
        RMultipleSum = visitor.Value(RMultipleSum);
        CostRSum = visitor.Value(CostRSum);
        NetCents = visitor.Value(NetCents);
        Episodes = visitor.Value(Episodes);
        Breaches = visitor.Value(Breaches);
        TargetsReached = visitor.Value(TargetsReached);
        NothingFits = visitor.Value(NothingFits);
        DayPauses = visitor.Value(DayPauses);
        AtrFallbacks = visitor.Value(AtrFallbacks);
        MinutesWithoutSeconds = visitor.Value(MinutesWithoutSeconds);
        for (int index = 0; index < _termSums.Length; index++)
        {
            _termSums[index] = visitor.Value(_termSums[index]);
            _termSquares[index] = visitor.Value(_termSquares[index]);
        }
        for (int index = 0; index < _adjustments.Length; index++) _adjustments[index] = visitor.Value(_adjustments[index]);
        for (int index = 0; index < _actionCounts.Length; index++) _actionCounts[index] = visitor.Value(_actionCounts[index]);
    }
}
