using System.Text.Json.Serialization;
using RlTrainer.Values;

namespace RlTrainer.Evaluation;

/// <summary>What the entries beyond one threshold earned on the validation days.</summary>
/// <param name="Share">Share of the greedy policy's entries that this line counts, the most certain first.</param>
/// <param name="LeastLead">Smallest lead of the better side's logit over Hold's among them.</param>
/// <param name="Entries">How many bars they are.</param>
/// <param name="Days">On how many days they lie.</param>
/// <param name="MeanUsd">Their mean net profit an entry, US dollars.</param>
/// <param name="ErrorUsd">Its standard error, clustered by day: entries of one day share their luck.</param>
public sealed record EdgeLine(double Share, double LeastLead, int Entries, int Days, double MeanUsd, double ErrorUsd)
{
    /// <summary>The mean in standard errors; 0 without an error to divide by.</summary>
    [JsonIgnore]
    public double InErrors => ErrorUsd > 0 ? MeanUsd / ErrorUsd : 0;

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
