using System.Text.Json.Serialization;
using NodaTime;
using RlTrainer.Market;
using RlTrainer.Values;

namespace RlTrainer.Compliance;

/// <summary>
/// The rules of one funded-trader programme as data; money in US cents, clocks US Eastern. The default is the original
/// system's 50K account. A null rule is a rule that the programme does not have.
/// </summary>
public sealed record RuleSet
{
    /// <summary>A billion dollars: sums of such amounts and of what positions make stay far within whole numbers.</summary>
    private const long MostCents = 100_000_000_000;

    private readonly EquatableList<DefinitionMark> _codeRules = [];

    /// <summary>Short name, as typed on a command line.</summary>
    public string Name { get; init; } = "original";

    /// <summary>The programme in words.</summary>
    public string Title { get; init; } = "Original system, 50K";

    /// <summary>Whether the account is to be passed or pays out. Default an evaluation.</summary>
    public AccountStage Stage { get; init; }

    /// <summary>Balance of a fresh account and its first peak. Default 50,000 dollars.</summary>
    public long StartCents { get; init; } = 5_000_000;

    /// <summary>
    /// Profit that passes once every other condition is met (see <see cref="PassConditions"/>):
    /// reached when the closed balance is at least start + target. On a funded account nothing is
    /// passed; it is only the scale of the progress that a policy sees. Default 3,000 dollars.
    /// </summary>
    public long TargetCents { get; init; } = 300_000;

    /// <summary>The trailing drawdown. Default 2,500 dollars, live,
    /// from the highest equity including unrealised profit.</summary>
    public DrawdownRule Drawdown { get; init; } = new(250_000);

    /// <summary>The daily loss limit; null: none. Default 1,000 dollars, soft, open profit included.</summary>
    public DailyLossRule? DailyLoss { get; init; } = new(100_000);

    /// <summary>When the daily profit and loss starts from 0. Default midnight.</summary>
    public LocalTime DailyReset { get; init; } = LocalTime.Midnight;

    /// <summary>How many contracts a position may have. Default 10 minis, 10 micros a mini.</summary>
    public ContractRule Contracts { get; init; } = new(10);

    /// <summary>Nothing may be open at this time; early closes come earlier: one minute before them. Default 16:59.</summary>
    public LocalTime FlatTime { get; init; } = LocalTime.FromMinutesSinceMidnight(CashSession.UsualFlatMinute);

    /// <summary>
    /// A half day (an early close) belongs to the next trading day: no daily reset and no end of day between them, and together
    /// they count as one day. Positions are closed before the early close all the same. Default off.
    /// </summary>
    public bool HalfDaysMerge { get; init; }

    /// <summary>Trading days with at least one entry that passing takes; 0: none.</summary>
    public int MinimumDays { get; init; }

    /// <summary>Calendar days in which every condition must be met, the account's first day included; null: no limit.</summary>
    public int? TimeLimitDays { get; init; }

    /// <summary>How large the best day may be when the account passes; null: no such rule.</summary>
    public ConsistencyRule? Consistency { get; init; }

    /// <summary>No entries near events of a calendar; null: no such rule.</summary>
    public NewsBlackout? News { get; init; }

    /// <summary>How long trades are to be held; null: no such rule.</summary>
    public MinimumHolding? Holding { get; init; }

    /// <summary>When an idle account is closed; null: never.</summary>
    public InactivityRule? Inactivity { get; init; }

    /// <summary>Trading days with enough profit that passing takes; null: no such rule.</summary>
    public QualifyingDaysRule? Qualifying { get; init; }

    /// <summary>Entry rules of one's own, defined in code: they are asked like the programme's.</summary>
    [JsonIgnore]
    public EquatableList<IEntryRule> EntryRules { get; init; } = [];

    /// <summary>Account rules of one's own, defined in code: they are asked like the programme's.</summary>
    [JsonIgnore]
    public EquatableList<IAccountRule> AccountRules { get; init; } = [];

    /// <summary>Rules defined in code that belong to this rule set, by name, version and a hash of what they answer on fixed
    /// moments and a fixed account: what a stored configuration says of them. Empty without any.</summary>
    public EquatableList<DefinitionMark> CodeRules
    {
        get => [.. OwnRules().Select(DefinitionMark.Of), .. MissingRules()];
        init => _codeRules = value;
    }

    /// <summary>What the programme says about automated trading. Default forbidden: the original system was made for an Apex
    /// account.</summary>
    public Automation Automation { get; init; } = Automation.Forbidden;

    /// <summary>When the numbers were last compared with their source.</summary>
    public LocalDate VerifiedOn { get; init; } = new(2026, 11, 1);

    /// <summary>Where the numbers come from.</summary>
    public string Source { get; init; } = "Description of the original Python system";

    /// <summary>How sure the numbers are: "high", "medium" or "low".</summary>
    public string Confidence { get; init; } = "high";

    /// <summary>What is not known or not agreed upon in public material; empty: nothing that we know of.</summary>
    public string OpenQuestions { get; init; } = "";

    /// <summary>When a funded account pays out; null: unknown, or an evaluation.</summary>
    public PayoutRule? Payouts { get; init; }

    /// <summary>What the programme costs; null: unknown.</summary>
    public FeeRule? Fees { get; init; }

    /// <summary>Closed balance at which the target is reached, US cents.</summary>
    public long TargetBalanceCents => StartCents + TargetCents;

    /// <summary>Every entry rule: the programme's and one's own.</summary>
    /// <returns>In the order in which they are asked.</returns>
    public IEnumerable<IEntryRule> AllEntryRules() => News is { } news ? EntryRules.Prepend(news) : EntryRules;

    /// <summary>Every account rule: the programme's and one's own.</summary>
    /// <returns>In the order in which they are asked.</returns>
    public IEnumerable<IAccountRule> AllAccountRules() => new IAccountRule?[] { Holding, Inactivity,
        Qualifying }.OfType<IAccountRule>().Concat(AccountRules);

    /// <summary>This rule set with the code of rules that a stored configuration names.</summary>
    /// <param name="entryRules">Entry rules; null for none.</param>
    /// <param name="accountRules">Account rules; null for none.</param>
    /// <returns>The rule set, complete.</returns>
    /// <exception cref="ArgumentException">A rule that the configuration names is missing, or has another version or
    /// hash.</exception>
    public RuleSet WithCode(IReadOnlyList<IEntryRule>? entryRules = null, IReadOnlyList<IAccountRule>? accountRules = null) =>
        (this with { EntryRules = [.. entryRules ?? []], AccountRules = [.. accountRules ?? []] }).Checked() with
        {
            CodeRules = [],
        };

    /// <summary>Rules of one's own, entry rules first.</summary>
    internal IEnumerable<IDefinition> OwnRules() => EntryRules.Concat<IDefinition>(AccountRules);

    /// <summary>Rules that are named and whose code was not given.</summary>
    internal IEnumerable<DefinitionMark> MissingRules() =>
        _codeRules.Where(mark => OwnRules().All(rule => rule.Name != mark.Name));

    /// <summary>This rule set, if its fields do not contradict each other.</summary>
    /// <exception cref="ArgumentException">The message lists every contradiction with what was expected.</exception>
    public RuleSet Checked()
    {
        List<string> faults = [.. Faults()];
        if (faults.Count > 0) throw new ArgumentException($"Rule set '{Name}' contradicts itself: {string.Join(" ", faults)}");
        return this;
    }

    private IEnumerable<string> Faults()
    {
        if (Name.Trim().Length == 0) yield return $"Name was '{Name}'; expected a short name, as typed on a command line.";
        foreach (string fault in AmountFaults()) yield return fault;
        if (FlatTime <= CashSession.Open || FlatTime > new LocalTime(17, 0))
            yield return $"FlatTime was {FlatTime:HH':'mm}; expected a time after 09:30 and up to 17:00 (16:59 is usual).";
        if (FlatTime.TickOfDay % NodaConstants.TicksPerMinute != 0)
            yield return $"FlatTime was {FlatTime:HH':'mm':'ss}; expected a whole minute (16:59 is usual).";
        if (DailyReset.TickOfDay % NodaConstants.TicksPerMinute != 0)
            yield return $"DailyReset was {DailyReset:HH':'mm':'ss}; expected a whole minute (00:00 and 18:00 are usual).";
        if (MinimumDays < 0) yield return $"MinimumDays was {MinimumDays}; expected 0 or more.";
        if (TimeLimitDays is <= 0) yield return $"TimeLimitDays was {TimeLimitDays}; expected at least 1, or no limit at all.";
        if (TimeLimitDays < MinimumDays)
            yield return $"TimeLimitDays was {TimeLimitDays}, below MinimumDays {MinimumDays}; nobody could pass.";
        if (Consistency is { OfTarget: false, MaximumShare: > 0 and <= 1 } consistency && TimeLimitDays < consistency.LeastDays)
            yield return $"TimeLimitDays was {TimeLimitDays}, below the {consistency.LeastDays} days that "
                + $"Consistency.MaximumShare {consistency.MaximumShare} needs; nobody could pass.";
        DefinitionMark[] missing = [.. MissingRules()];
        if (missing.Length > 0)
            yield return $"CodeRules names {string.Join<DefinitionMark>(", ", missing)}, defined in code, which was not given; "
                + "pass it: rules.WithCode(entryRules: [...], accountRules: [...]).";
        foreach (DefinitionMark mark in _codeRules)
            if (OwnRules().FirstOrDefault(rule => rule.Name == mark.Name) is { } given
                && mark.DifferenceOf(given) is { } difference) yield return difference;
        string[] names = [.. AllEntryRules().Select(rule => rule.Name), .. AllAccountRules().Select(rule => rule.Name)];
        foreach (string twice in names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key))
            yield return $"The rule '{twice}' is there twice; expected a name of its own for each.";
        foreach (string fault in AllEntryRules().SelectMany(rule => rule.Faults())
            .Concat(AllAccountRules().SelectMany(rule => rule.Faults()))) yield return fault;
        if (Payouts is not null && Stage != AccountStage.Funded)
            yield return "Payouts was given for an evaluation; expected Stage Funded, or no payouts.";
        foreach (string fault in (Payouts?.Faults() ?? []).Concat(Fees?.Faults() ?? [])) yield return fault;
        foreach (string fault in Drawdown.Faults().Concat(DailyLoss?.Faults() ?? []).Concat(Contracts.Faults())
            .Concat(Consistency?.Faults() ?? []))
            yield return fault;
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);

    private IEnumerable<string> AmountFaults()
    {
        if (StartCents <= 0) yield return $"StartCents was {StartCents}; expected more than 0 (5000000 is usual).";
        if (TargetCents <= 0) yield return $"TargetCents was {TargetCents}; expected more than 0 (300000 is usual).";
        foreach ((string name, long value) in new[] { (nameof(StartCents), StartCents), (nameof(TargetCents), TargetCents) })
            if (value > MostCents) yield return $"{name} was {value}; expected a billion dollars ({MostCents}) at most.";
        if (Drawdown.AmountCents >= StartCents)
            yield return $"Drawdown.AmountCents was {Drawdown.AmountCents}, not below StartCents {StartCents}; no account could "
                + $"be breached.";
    }
}
