using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RlTrainer.Compliance;

/// <summary>Rule sets side by side, each rule in words.</summary>
internal static class RuleTable
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    /// <summary>Every rule of a rule set in words, in a fixed order.</summary>
    /// <param name="rules">The rule set.</param>
    /// <returns>Rule and value.</returns>
    public static IReadOnlyList<(string Rule, string Value)> Of(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return
        [
            ("title", rules.Title), ("stage", rules.Stage == AccountStage.Funded ? "funded" : "evaluation"),
                ("start", Dollars(rules.StartCents)),
            ("target", rules.Stage == AccountStage.Funded ? "none" : Dollars(rules.TargetCents)),
                ("drawdown", Drawdown(rules.Drawdown)),
            ("daily loss limit", rules.DailyLoss is { } daily
                ? $"{Dollars(daily.AmountCents)}, {(daily.EndsAccount ? "ends the account" : "ends the day")}" : "none"),
            ("day begins", $"{rules.DailyReset:HH':'mm}{(rules.HalfDaysMerge ? ", half days join the next" : "")}"),
                ("contracts", Contracts(rules.Contracts)), ("flat by", $"{rules.FlatTime:HH':'mm}"),
            ("passing takes", PassConditions.InWords(rules)),
            ("further rules", string.Join("; ", rules.AllEntryRules().Select(rule => $"{rule.Name}: {rule}")
                .Concat(rules.AllAccountRules().Select(rule => $"{rule}"))) is { Length: > 0 } further ? further : "none"),
            ("payouts", rules.Payouts?.ToString() ?? (rules.Stage == AccountStage.Funded ? "not collected" : "none")),
                ("fees", rules.Fees?.ToString() ?? "not collected"),
            ("automation", rules.Automation.ToString()), ("verified on", rules.VerifiedOn.ToString("uuuu-MM-dd",
                CultureInfo.InvariantCulture)), ("confidence", rules.Confidence),
            ("source", rules.Source), ("open questions", rules.OpenQuestions.Length > 0 ? rules.OpenQuestions : "none"),
        ];
    }

    /// <summary>Rules in which two rule sets differ.</summary>
    /// <param name="first">One rule set.</param>
    /// <param name="second">The other.</param>
    /// <returns>Rule, the one's value, the other's.</returns>
    public static IReadOnlyList<(string Rule, string First, string Second)> Differences(RuleSet first, RuleSet second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return [.. Of(first).Zip(Of(second), (left, right) => (left.Rule, left.Value, right.Value))
            .Where(row => row.Item2 != row.Item3)];
    }

    /// <summary>A rule set as the JSON of a rules file, every key.</summary>
    /// <param name="rules">The rule set.</param>
    /// <returns>Indented text; computed keys are left out.</returns>
    public static string Json(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        JsonObject json = RuleJson.Write(rules);
        json.Remove(nameof(RuleSet.TargetBalanceCents));
        return json.ToJsonString(Indented);
    }

    /// <summary>Every preset against its source, as a Markdown page.</summary>
    /// <returns>The text of src/rules.md.</returns>
    public static string Page()
    {
        var text = new System.Text.StringBuilder();
        text.Append("# Rule presets and their sources\n\nMade by `rltrainer rules page` from "
            + "`src/RlTrainer/Compliance/Presets/`. Programmes change their rules: compare with the source before relying\n");
        text.Append("on one. A size that is not here was not collected. A file of your own goes wherever `--rules` does "
            + "(`rltrainer rules check my-firm.json`).\n");
        foreach (Programme programme in RulePresets.Programmes)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"\n## {programme.Name}\n\n- source: {programme.Facts.Source}\n- verified on "
                + $"{programme.Facts.VerifiedOn:uuuu-MM-dd}, confidence: {programme.Facts.Confidence}\n- automation: "
                + $"{programme.Facts.Automation}\n");
            if (programme.Presets.Count == 0) text.Append(CultureInfo.InvariantCulture, $"\n{programme.Facts.OpenQuestions}\n");
            foreach (RuleSet preset in programme.Presets)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n### {preset.Name}\n\n| rule | value |\n|---|---|\n");
                foreach ((string rule, string value) in Of(preset)) text.Append(CultureInfo.InvariantCulture,
                    $"| {rule} | {value} |\n");
            }
        }
        return text.ToString();
    }

    private static string Drawdown(DrawdownRule rule)
    {
        string basis = rule.Basis switch
        {
            DrawdownBasis.LiveEquity => "equity, unrealised profit included",
            DrawdownBasis.ClosedBalance => "closed balance",
            _ => "end-of-day balance",
        };
        string locks = rule.Lock is { } stop
            ? $"locks at {Dollars(stop.LevelCents)} from a peak of {Dollars(stop.TriggerCents)}" : "never locks";
        return $"{Dollars(rule.AmountCents)} below the highest {basis}, "
            + $"checked {(rule.Check == DrawdownCheck.Live ? "at every moment" : "at the day's close")}, {locks}";
    }

    private static string Contracts(ContractRule rule)
    {
        IEnumerable<string> tiers = (rule.Tiers ?? []).Select(
            tier => $"; {tier.Minis} above {Dollars(tier.EndOfDayBalanceAboveCents)} at a day's end");
        return $"{rule.Minis} minis, {rule.MicrosPerMini} micros a mini{string.Concat(tiers)}"
            + $"{(rule.Shrinks ? ", down again below" : "")}";
    }

    private static string Dollars(long cents) => (cents / 100m).ToString("$#,##0.##", CultureInfo.InvariantCulture);
}
