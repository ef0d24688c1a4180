using System.Globalization;
using System.Text.Json.Serialization;
using RlTrainer.Values;

namespace RlTrainer.Evaluation;

/// <summary>The gate's verdict on one model.</summary>
/// <param name="Outcome">May it be deployed?</param>
/// <param name="Days">Validation days it was judged on.</param>
/// <param name="FewestDays">Days the gate needs.</param>
/// <param name="Limit">Standard errors asked for, trials counted.</param>
/// <param name="Trials">Models tried on these days.</param>
/// <param name="Lines">What each threshold's entries earned; empty when the model enters nowhere.</param>
public sealed record EdgeVerdict(
    EdgeOutcome Outcome, int Days, int FewestDays, double Limit, int Trials, IReadOnlyList<EdgeLine> Lines)
{
    /// <summary>Each entry earned what the model's own management made of it; false: it was held to its exit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsManaged { get; init; }

    /// <summary>The line with the clearest mean; null when the model enters nowhere.</summary>
    [JsonIgnore]
    public EdgeLine? Best => Lines.MaxBy(line => line.InErrors);

    /// <summary>The verdict in one sentence.</summary>
    [JsonIgnore]
    public string InWords => Outcome switch
    {
        EdgeOutcome.EdgeFound =>
            $"edge found: {Measured(Best!)} on {Days} validation days, above the {Text(Limit, "0.0#")} standard errors asked "
            + $"for{TrialsInWords}",
        EdgeOutcome.NoEdgeFound when Best is null =>
            $"no edge found: flat (the model enters on none of the {Days} validation days)",
        EdgeOutcome.NoEdgeFound =>
            $"no edge found: flat (at best {Measured(Best!)} on {Days} validation days; {Text(Limit, "0.0#")} standard errors "
            + $"are asked for{TrialsInWords})",
        _ => $"not decided: {Days} validation {(Days == 1 ? "day is" : "days are")} too few to tell an edge from luck, "
            + $"{FewestDays} are asked for"
            + (Best is null ? " (the model enters on none of them)"
                : $" (at best {Measured(Best)}; nothing under ${Text(Limit * Best.ErrorUsd, "N0")} an entry could be seen)"),
    };

    /// <summary>Equal when all values are, line by line.</summary>
    /// <param name="other">Another verdict; null equals none.</param>
    /// <returns>True when they are equal.</returns>
    public bool Equals(EdgeVerdict? other) => other is not null
        && (Outcome, Days, FewestDays, Limit, Trials) == (other.Outcome, other.Days, other.FewestDays, other.Limit, other.Trials)
            && IsManaged == other.IsManaged && Lines.SequenceEqual(other.Lines);

    /// <inheritdoc/>
    public override int GetHashCode() => Days * 31 + Lines.Count;

    private string TrialsInWords => Trials == 1 ? "" : $" of the best of {Trials} models";

    private string Measured(EdgeLine line) =>
        $"${Text(line.MeanUsd, "N0")} ± {Text(line.ErrorUsd, "N0")} {(IsManaged ? "a managed" : "an")} entry, "
        + $"{Text(line.InErrors, "0.0")} standard errors, over the most certain {Text(line.Share, "P0")} of the bars it "
        + $"enters on";

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
