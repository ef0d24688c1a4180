using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>
/// The reward: its terms in order, each with its weight and its parameters. Dense terms pay differences, so that staying flat
/// pays exactly 0. The built-in terms and their usual ranges stand at their types.
/// </summary>
public sealed record RewardConfig
{
    /// <summary>A reward of these terms.</summary>
    /// <param name="terms">In the order of every breakdown; names differ.</param>
    public RewardConfig(params ReadOnlySpan<IRewardTerm> terms) => Terms = EquatableList.Of(terms);

    /// <summary>The terms that are on, in the order of every breakdown: one of weight 0 is left out.</summary>
    public EquatableList<IRewardTerm> Terms { get; init => field = [.. value.Where(term => term.Weight != 0)]; }

    /// <summary>Risk-adjusted return, progress, drawdown, quality and
    /// growth, with small terms for balance, time and management.</summary>
    public static RewardConfig Shaped { get; } = new(
        new RiskAdjustedReturnTerm(), new TargetProgressTerm(), new DrawdownAvoidanceTerm(), new TradeQualityTerm(),
        new GrowthTerm(), new SideBalanceTerm(),
        new HoldingTimeTerm(), new BreakEvenTerm(), new TightenTerm(), new ExtendTerm(), new PartialTerm());

    /// <summary>
    /// The same terms and weights in a form that keeps the order of policies: what earns
    /// more is paid more, and staying flat pays 0. Profit over the trade's own risk in place
    /// of the differential Sharpe ratio, no clips, and new highs paid for. In the form of
    /// <see cref="Shaped"/> the sums telescope, and on a weak signal
    /// even who knows the market is paid less than for staying flat.
    /// </summary>
    public static RewardConfig Ordered { get; } = Shaped.With(
        new RiskAdjustedReturnTerm { Measure = RiskMeasure.TradeRisk }, new TargetProgressTerm { Limit = 0 },
        new DrawdownAvoidanceTerm { PeakShare = 0.8 },
        new TradeQualityTerm { Least = -1000, Most = 1000 }, new GrowthTerm { Limit = 0 });

    /// <summary>Nothing but the change of equity, 1 per 500 dollars: about 1 per R.</summary>
    public static RewardConfig Plain { get; } = new(new PlainPnlTerm());

    /// <summary>The rewards that a run.json can name, by name.</summary>
    public static IReadOnlyList<(string Name, RewardConfig Reward)> All { get; } =
        [("ordered", Ordered), ("shaped", Shaped), ("plain", Plain)];

    /// <summary>A reward by the name that a run.json gives it.</summary>
    /// <param name="name">One of <see cref="All"/>.</param>
    /// <returns>The reward.</returns>
    /// <exception cref="ArgumentException">There is none of that name; the message lists them.</exception>
    public static RewardConfig Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(known => known.Name == name).Reward
            ?? throw new ArgumentException(
                $"There is no reward '{name}'; expected one of {string.Join(", ", All.Select(known => known.Name))}.");
    }

    /// <summary>This reward with more terms, or with others in the place of those of the same name.</summary>
    /// <param name="terms">Terms to put in.</param>
    /// <returns>The reward; a term of a new name stands at the end.</returns>
    public RewardConfig With(params ReadOnlySpan<IRewardTerm> terms)
    {
        List<IRewardTerm> all = [.. Terms];
        foreach (IRewardTerm term in terms)
        {
            int index = all.FindIndex(known => known.Name == term.Name);
            if (index < 0) all.Add(term);
            else all[index] = term;
        }
        return this with { Terms = [.. all] };
    }

    /// <summary>This reward without some of its terms.</summary>
    /// <param name="names">Names of terms it has.</param>
    /// <returns>The reward of the others.</returns>
    /// <exception cref="ArgumentException">It has no term of a name; the message lists those it has.</exception>
    public RewardConfig Without(params ReadOnlySpan<string> names)
    {
        List<IRewardTerm> all = [.. Terms];
        foreach (string name in names) all.Remove(this[name]);
        return this with { Terms = [.. all] };
    }

    /// <summary>This reward with its terms of one type changed.</summary>
    /// <typeparam name="T">The type of term.</typeparam>
    /// <param name="change">What becomes of it.</param>
    /// <returns>The reward; the same where it has no such term.</returns>
    public RewardConfig Change<T>(Func<T, T> change)
        where T : IRewardTerm
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { Terms = [.. Terms.Select(term => term is T one ? change(one) : term)] };
    }

    /// <summary>The term of a name.</summary>
    /// <param name="name">The term's name, as in tables; case matters.</param>
    /// <exception cref="ArgumentException">It has none; the message lists those it has.</exception>
    public IRewardTerm this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            return Terms.FirstOrDefault(term => term.Name == name)
                ?? throw new ArgumentException(
                    $"The reward has no term '{name}'; it has {string.Join(", ", Terms.Select(term => term.Name))}.");
        }
    }

    /// <summary>The terms with their weights, "TradeQuality 0.1, Growth 0.05".</summary>
    /// <returns>In the order of the terms.</returns>
    public override string ToString() =>
        string.Join(", ", Terms.Select(
            term => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{term.Name} {term.Weight:R}")));

    internal IEnumerable<string> Faults()
    {
        foreach (IRewardTerm term in Terms)
        {
            if (!(term.Weight >= 0 && term.Weight <= 100))
                yield return FormattableString.Invariant(
                    $"Reward.{term.Name}.Weight was {term.Weight}; expected a weight in [0, 100].");
            foreach (string fault in term.Faults()) yield return $"Reward.{term.Name}.{fault}";
        }
        foreach (IGrouping<string, IRewardTerm> same in Terms.GroupBy(term => term.Name).Where(same => same.Count() > 1))
            yield return $"Reward had {same.Count()} terms named '{same.Key}'; expected different names.";
        if (Terms.Count == 0) yield return "Reward had no term that is on; expected at least one with a weight above 0.";
    }
}
