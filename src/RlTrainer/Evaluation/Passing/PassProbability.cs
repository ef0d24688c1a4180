using RlTrainer.Compliance;
using RlTrainer.Market;
using RlTrainer.Numerics;
using RlTrainer.Trading;
using RlTrainer.Values;

namespace RlTrainer.Evaluation;

/// <summary>
/// How likely an account is to pass under a rule set, by resampling whole held-out days with their per-bar equity paths.
/// The intervals come from drawing the days themselves again (bootstrap over days), because the few held-out days, not the
/// number of simulated accounts, limit what is known.
/// </summary>
/// <param name="RuleSet">The rules, in words.</param>
/// <param name="TestDays">Held-out days that were resampled.</param>
/// <param name="HorizonDays">Trading days an account had.</param>
/// <param name="Passed">Share that passed: see <see cref="Conditions"/>.</param>
/// <param name="PassedInterval">95 % interval of that share.</param>
/// <param name="Breached">Share that reached a limit, or was closed by a rule.</param>
/// <param name="BreachedInterval">95 % interval of that share.</param>
/// <param name="Undecided">Share that did neither within the horizon;
/// where the programme has a time limit, their time was over.</param>
/// <param name="UndecidedInterval">95 % interval of that share.</param>
/// <param name="MedianDaysToPass">Median days of the accounts that passed; undefined when fewer than 20 did.</param>
public sealed record PassProbability(
    string RuleSet, int TestDays, int HorizonDays, double Passed, Interval PassedInterval, double Breached,
    Interval BreachedInterval,
    double Undecided, Interval UndecidedInterval, Measured MedianDaysToPass)
{
    private const int Accounts = 4000, Pools = 200, AccountsAPool = 200, DefaultHorizon = 60, FewestPasses = 20;
    private const double Confidence = 0.95;

    /// <summary>What passing takes under the rules, in words.</summary>
    public string Conditions { get; init; } = string.Empty;

    /// <summary>How trades were counted that are larger than the rules allow at the start, in words.</summary>
    public string Sizing { get; init; } = "as traded";

    /// <summary>Fees paid on average until an account passes, tried again and again, dollars; undefined where nobody passes or
    /// the
    /// fees are not known.</summary>
    public Measured FeesToPass { get; init; } = Measured.Undefined("fees were not collected");

    /// <summary>Resamples the days of a journal; returns null and the
    /// reason under 20 test days, and for a funded account.</summary>
    /// <param name="journal">What the policy did.</param>
    /// <param name="bars">The bars the journal's indices refer to.</param>
    /// <param name="walked">The rules the journal was walked under: where its accounts started.</param>
    /// <param name="rules">The rules the accounts are judged by; the horizon is their time limit, else 60 trading days.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="refusal">Why there is no estimate, in words.</param>
    /// <returns>The estimate, or null with the reason.</returns>
    public static PassProbability? Estimate(
        TradingJournal journal, BarSeries bars, RuleSet walked, RuleSet rules, ulong seed, out string? refusal)
    {
        ArgumentNullException.ThrowIfNull(walked);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(bars);
        int most = DayPath.MostContracts(walked, rules, bars.Instrument);
        IReadOnlyList<DayPath> days = DayPath.Of(journal, bars, walked.StartCents, most);
        refusal = rules.Stage == AccountStage.Funded ? $"there is nothing to pass: '{rules.Name}' is a funded account"
            : days.Count < SharpeStatistics.FewestDays
            ? $"there are {days.Count} test days and a pass probability needs at least {SharpeStatistics.FewestDays}" : null;
        return refusal is null ? Estimate(days, rules, seed) with { Sizing = DayPath.InWords(journal, most) } : null;
    }

    /// <summary>
    /// The same under every preset of the same size but the one that was enforced; without funded accounts; empty under 20 test
    /// days. Trades larger than a preset allows at the start count with the size that it allows.
    /// </summary>
    /// <param name="evaluation">A policy as evaluated.</param>
    /// <param name="presets">Rule sets to judge the drawn accounts by.</param>
    /// <param name="seed">The run's seed.</param>
    /// <returns>One estimate a preset that can be estimated.</returns>
    public static IReadOnlyList<PassProbability> UnderPresets(
        PolicyEvaluation evaluation, IEnumerable<RuleSet> presets, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentNullException.ThrowIfNull(presets);
        RuleSet walked = evaluation.Rules;
        return [.. presets.Where(preset => preset.Name != walked.Name && preset.StartCents == walked.StartCents)
            .Select(preset => Estimate(evaluation.Journal, evaluation.Bars, walked, preset, seed, out _))
                .OfType<PassProbability>()];
    }

    private static PassProbability Estimate(IReadOnlyList<DayPath> days, RuleSet rules, ulong seed)
    {
        int horizon = rules.TimeLimitDays is { } limit
            ? Math.Max(1, (int)Math.Round(limit * SharpeStatistics.DaysPerYear / 365.0)) : DefaultHorizon;
        var random = Rng.Stream(seed, "pass probability");
        int[] pool = [.. Enumerable.Range(0, days.Count)];
        (double passed, double breached, List<double> daysToPass, double meanDays) = Shares(days, rules, pool, horizon,
            Accounts, ref random);
        double[] passes = new double[Pools], breaches = new double[Pools], undecided = new double[Pools];
        for (int draw = 0; draw < Pools; draw++)
        {
            for (int index = 0; index < pool.Length; index++) pool[index] = random.NextInt32(days.Count);
            (passes[draw], breaches[draw], _, _) = Shares(days, rules, pool, horizon, AccountsAPool, ref random);
            undecided[draw] = 1 - passes[draw] - breaches[draw];
        }
        Measured median = daysToPass.Count < FewestPasses
            ? Measured.Undefined($"{daysToPass.Count} of {Accounts} accounts passed; a median needs {FewestPasses}")
                : Measured.Of(Quantiles.Of([.. daysToPass], 0.5));
        return new PassProbability(
            rules.Title, days.Count, horizon, passed, Middle(passes, passed), breached, Middle(breaches, breached),
            Math.Max(0, 1 - passed - breached), Middle(undecided, 1 - passed - breached), median)
        {
            Conditions = PassConditions.InWords(rules),
            FeesToPass = Fees(rules, passed, meanDays),
        };
    }

    private static Measured Fees(RuleSet rules, double passed, double meanDays) =>
        rules.Fees is not { } fees ? Measured.Undefined("fees were not collected")
        : passed <= 0 ? Measured.Undefined("no account passed")
        : Measured.Of(fees.ExpectedToPassCents(passed, meanDays * 365.0 / SharpeStatistics.DaysPerYear) / 100);

    private static (double Passed, double Breached, List<double> DaysToPass, double MeanDays) Shares(
        IReadOnlyList<DayPath> days, RuleSet rules, ReadOnlySpan<int> pool, int horizon, int accounts, ref Rng random)
    {
        var account = new ResampledAccount(rules, days);
        var daysToPass = new List<double>();
        int breached = 0, lived = 0;
        for (int index = 0; index < accounts; index++)
        {
            (AccountOutcome outcome, int took) = account.Run(pool, horizon, ref random);
            lived += took;
            if (outcome == AccountOutcome.Passed) daysToPass.Add(took);
            if (outcome is AccountOutcome.Breached or AccountOutcome.Closed) breached++;
        }
        return (daysToPass.Count / (double)accounts, breached / (double)accounts, daysToPass, lived / (double)accounts);
    }

    /// <summary>The middle 95 % of the draws of a share.</summary>
    private static Interval Middle(double[] shares, double estimate)
    {
        Interval middle = Quantiles.Middle(shares, estimate, Confidence);
        return middle with { Low = Math.Max(0, middle.Low), High = Math.Min(1, middle.High) };
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
