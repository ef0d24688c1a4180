using System.Globalization;
using RlTrainer.Compliance;
using RlTrainer.Market;
using RlTrainer.Numerics;
using RlTrainer.Trading;

namespace RlTrainer.Evaluation;

/// <summary>
/// What a funded account would pay its trader, by resampling whole held-out days as <see cref="PassProbability"/> does: accounts
/// live
/// a year of days drawn at random, are paid out whenever the rules allow it, and end when they are lost. Profit that was not paid
/// out counts for nothing. The intervals come from drawing the held-out days themselves again.
/// </summary>
/// <param name="Rules">The funded rule set.</param>
/// <param name="TestDays">Held-out days that were resampled.</param>
/// <param name="HorizonDays">Trading days an account had.</param>
/// <param name="FirstPayout">Share of accounts that were paid out at least once.</param>
/// <param name="FirstPayoutInterval">95 % interval of that share.</param>
/// <param name="MedianDaysToFirst">Median trading days to the first payout; undefined when fewer than 20 accounts had
/// one.</param>
/// <param name="Ruined">Share of accounts that were lost within the horizon, paid out before or not.</param>
/// <param name="RuinedInterval">95 % interval of that share.</param>
/// <param name="MeanPayouts">Mean number of payouts.</param>
/// <param name="ExpectedNet">Mean of what the trader got minus fees, dollars; gross where the fees are not known.</param>
/// <param name="ExpectedNetInterval">95 % interval of that mean.</param>
public sealed record FundedOutlook(
    RuleSet Rules, int TestDays, int HorizonDays, double FirstPayout, Interval FirstPayoutInterval, Measured MedianDaysToFirst,
    double Ruined, Interval RuinedInterval, double MeanPayouts, double ExpectedNet, Interval ExpectedNetInterval)
{
    private const int Accounts = 2000, Pools = 200, AccountsAPool = 50, Horizon = 252, FewestPayouts = 20;
    private const double Confidence = 0.95;

    /// <summary>"net of fees", or that they are not known.</summary>
    public string FeesInWords => Rules.Fees is { } fees ? $"net of fees ({fees})" : "gross: fees were not collected";

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Rules.Name}: leaves the trader {ExpectedNet:F0} dollars ({ExpectedNetInterval.Low:F0} to "
        + $"{ExpectedNetInterval.High:F0}) {(Rules.Fees is null ? "gross" : "net of fees")}, ")
        + string.Create(
            CultureInfo.InvariantCulture,
            $"first payout {FirstPayout:P0} ({FirstPayoutInterval.Low:P0} to {FirstPayoutInterval.High:P0}), lost {Ruined:P0}");

    /// <summary>Resamples the days of a journal; returns null and the reason under 20 test days, and without payout
    /// rules.</summary>
    /// <param name="journal">What the policy did.</param>
    /// <param name="bars">The bars the journal's indices refer to.</param>
    /// <param name="walked">The rules the journal was walked under: where its accounts started.</param>
    /// <param name="rules">The funded account's rules.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="refusal">Why there is no estimate, in words.</param>
    /// <returns>The figures, or null.</returns>
    public static FundedOutlook? Estimate(TradingJournal journal, BarSeries bars, RuleSet walked, RuleSet rules, ulong seed,
        out string? refusal)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentNullException.ThrowIfNull(walked);
        ArgumentNullException.ThrowIfNull(rules);
        refusal = RefusalOf(rules);
        if (refusal is not null) return null;
        IReadOnlyList<DayPath> days = DayPath.Of(journal, bars, walked.StartCents,
            DayPath.MostContracts(walked, rules, bars.Instrument));
        if (days.Count < SharpeStatistics.FewestDays)
            refusal = $"there are {days.Count} test days and a funded account's outlook needs at least "
                + $"{SharpeStatistics.FewestDays}";
        return refusal is null ? Estimate(days, rules, seed) : null;
    }

    /// <summary>The outlook under every funded preset of the size that was walked; empty under 20 test days.</summary>
    /// <param name="evaluation">The policy as evaluated.</param>
    /// <param name="presets">Presets; evaluations among them are left out.</param>
    /// <param name="seed">The run's seed.</param>
    /// <returns>One outlook a funded preset whose payout rules are known.</returns>
    public static IReadOnlyList<FundedOutlook> UnderPresets(PolicyEvaluation evaluation, IEnumerable<RuleSet> presets, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentNullException.ThrowIfNull(presets);
        RuleSet walked = evaluation.Rules;
        return [.. presets.Where(preset => preset.StartCents == walked.StartCents).Append(walked)
            .DistinctBy(preset => preset.Name)
            .Select(preset => Estimate(evaluation.Journal, evaluation.Bars, walked, preset, seed, out _))
                .OfType<FundedOutlook>()];
    }

    /// <summary>Why a rule set has no funded life, in words; null where it has one.</summary>
    internal static string? RefusalOf(RuleSet rules) => rules.Stage != AccountStage.Funded
        ? $"'{rules.Name}' is an evaluation and pays nothing out"
        : rules.Payouts is null ? $"the payout rules of '{rules.Name}' were not collected" : null;

    private static FundedOutlook Estimate(IReadOnlyList<DayPath> days, RuleSet rules, ulong seed)
    {
        var random = Rng.Stream(seed, "funded outlook");
        int[] pool = [.. Enumerable.Range(0, days.Count)];
        var firsts = new List<double>();
        FundedTally all = Lives(days, rules, pool, Accounts, firsts, ref random);
        double[] paid = new double[Pools], ruined = new double[Pools], net = new double[Pools];
        for (int draw = 0; draw < Pools; draw++)
        {
            for (int index = 0; index < pool.Length; index++) pool[index] = random.NextInt32(days.Count);
            FundedTally drawn = Lives(days, rules, pool, AccountsAPool, null, ref random);
            (paid[draw], ruined[draw], net[draw]) = (drawn.ShareOf(drawn.Paid), drawn.ShareOf(drawn.Ruined), drawn.MeanNet);
        }
        double first = all.ShareOf(all.Paid), ruin = all.ShareOf(all.Ruined);
        Measured median = firsts.Count < FewestPayouts
            ? Measured.Undefined($"{firsts.Count} of {Accounts} accounts were paid out; a median needs {FewestPayouts}")
            : Measured.Of(Quantiles.Of([.. firsts], 0.5));
        return new FundedOutlook(
            rules, days.Count, Horizon, first, Quantiles.Middle(paid, first, Confidence), median, ruin,
                Quantiles.Middle(ruined, ruin, Confidence),
            all.ShareOf(all.Payouts), all.MeanNet, Quantiles.Middle(net, all.MeanNet, Confidence));
    }

    private static FundedTally Lives(
        IReadOnlyList<DayPath> days, RuleSet rules, ReadOnlySpan<int> pool, int accounts, List<double>? firsts, ref Rng random)
    {
        var account = new FundedAccount(rules, days);
        var tally = default(FundedTally);
        for (int index = 0; index < accounts; index++)
        {
            account.Begin();
            int first = 0;
            for (int day = 1; day <= Horizon && !account.IsLost; day++)
                if (account.Live(days[pool[random.NextInt32(pool.Length)]]) > 0 && first == 0) first = day;
            if (first > 0) firsts?.Add(first);
            long net = account.Payouts.TraderCents - (rules.Fees?.AfterCents(account.CalendarDays) ?? 0);
            tally = tally.With(first > 0, account.IsLost, account.Payouts.Step, net);
        }
        return tally;
    }
}
