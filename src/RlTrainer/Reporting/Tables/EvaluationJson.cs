using System.Globalization;
using System.Text;
using System.Text.Json;
using RlTrainer.Evaluation;

namespace RlTrainer.Reporting;

/// <summary>An evaluation's figures as JSON: undefined values are null with their reason beside them.</summary>
internal static class EvaluationJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Every metric, the intervals, the pass probability, what funded accounts would pay and where the data came
    /// from.</summary>
    public static string Of(PolicyEvaluation evaluation, IReadOnlyList<FundedOutlook> funded)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentNullException.ThrowIfNull(funded);
        var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("policy", evaluation.PolicyName);
            WriteProvenance(json, evaluation);
            WriteMetrics(json, evaluation.Metrics);
            WriteIntervals(json, evaluation.Intervals);
            WritePass(json, evaluation);
            WriteFunded(json, funded);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    private static void WriteProvenance(Utf8JsonWriter json, PolicyEvaluation evaluation)
    {
        json.WriteStartObject("data");
        json.WriteString("origin", evaluation.Bars.Origin);
        json.WriteBoolean("synthetic", evaluation.Bars.IsSynthetic);
        json.WriteString("instrument", evaluation.Bars.Instrument.Symbol);
        json.WriteBoolean("custom_instrument", evaluation.Bars.Instrument.IsCustom);
        json.WriteString("first_day", evaluation.Bars.Days[0].Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("last_day", evaluation.Bars.Days[^1].Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture));
        json.WriteNumber("days", evaluation.Bars.Days.Count);
        json.WriteNumber("bars", evaluation.Bars.Count);
        json.WriteEndObject();
        json.WriteString("rules", evaluation.Rules.Name);
        json.WriteNumber("accounts_used", evaluation.AccountsUsed);
    }

    private static void WriteMetrics(Utf8JsonWriter json, EvaluationMetrics metrics)
    {
        json.WriteStartObject("metrics");
        foreach (MetricDefinition metric in MetricDefinition.All) WriteMeasured(json, metric.Key, metric.Of(metrics));
        json.WriteEndObject();
    }

    private static void WriteMeasured(Utf8JsonWriter json, string key, Measured measured)
    {
        if (measured.Value is { } value) json.WriteNumber(key, value);
        else
        {
            json.WriteNull(key);
            json.WriteString(key + "_undefined_because", measured.Reason);
        }
    }

    private static void WriteIntervals(Utf8JsonWriter json, MetricIntervals intervals)
    {
        json.WriteStartObject("intervals");
        WriteInterval(json, "net_profit", intervals.NetProfit);
        WriteInterval(json, "sharpe", intervals.Sharpe);
        WriteInterval(json, "profit_factor", intervals.ProfitFactor);
        WriteInterval(json, "win_rate", intervals.WinRate);
        WriteInterval(json, "expectancy", intervals.Expectancy);
        json.WriteEndObject();
    }

    private static void WriteInterval(Utf8JsonWriter json, string key, Interval? interval)
    {
        if (interval is not { } range)
        {
            json.WriteNull(key);
            return;
        }
        json.WriteStartObject(key);
        json.WriteNumber("low", range.Low);
        json.WriteNumber("high", range.High);
        json.WriteNumber("confidence", range.Confidence);
        json.WriteEndObject();
    }

    private static void WritePass(Utf8JsonWriter json, PolicyEvaluation evaluation)
    {
        if (evaluation.Pass is not { } pass)
        {
            json.WriteNull("pass_probability");
            json.WriteString("pass_probability_undefined_because", evaluation.PassRefusal);
            return;
        }
        json.WriteStartObject("pass_probability");
        json.WriteNumber("test_days", pass.TestDays);
        json.WriteNumber("horizon_days", pass.HorizonDays);
        json.WriteNumber("passed", pass.Passed);
        WriteInterval(json, "passed_interval", pass.PassedInterval);
        json.WriteNumber("breached", pass.Breached);
        WriteInterval(json, "breached_interval", pass.BreachedInterval);
        json.WriteNumber("undecided", pass.Undecided);
        WriteMeasured(json, "median_days_to_pass", pass.MedianDaysToPass);
        WriteMeasured(json, "fees_to_pass", pass.FeesToPass);
        json.WriteEndObject();
    }

    private static void WriteFunded(Utf8JsonWriter json, IReadOnlyList<FundedOutlook> funded)
    {
        json.WriteStartArray("funded_accounts");
        foreach (FundedOutlook outlook in funded)
        {
            json.WriteStartObject();
            json.WriteString("rules", outlook.Rules.Name);
            json.WriteNumber("test_days", outlook.TestDays);
            json.WriteNumber("horizon_days", outlook.HorizonDays);
            json.WriteNumber("expected_net", outlook.ExpectedNet);
            WriteInterval(json, "expected_net_interval", outlook.ExpectedNetInterval);
            json.WriteBoolean("fees_known", outlook.Rules.Fees is not null);
            json.WriteNumber("first_payout", outlook.FirstPayout);
            WriteInterval(json, "first_payout_interval", outlook.FirstPayoutInterval);
            WriteMeasured(json, "median_days_to_first_payout", outlook.MedianDaysToFirst);
            json.WriteNumber("mean_payouts", outlook.MeanPayouts);
            json.WriteNumber("lost", outlook.Ruined);
            WriteInterval(json, "lost_interval", outlook.RuinedInterval);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
