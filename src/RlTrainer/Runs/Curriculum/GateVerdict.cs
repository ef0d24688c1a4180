using System.Globalization;

namespace RlTrainer.Runs;

/// <summary>What the gate between the phases found.</summary>
/// <param name="Criterion">What was asked.</param>
/// <param name="Steps">Environment steps of the model that was judged.</param>
/// <param name="Days">Validation days it was judged on.</param>
/// <param name="ProfitUsd">Its profit there.</param>
/// <param name="LeadOnFlat">Lead on staying flat, standard errors; null where it is undefined.</param>
/// <param name="LeadOnRandom">Lead on random entries, standard errors; null where it is undefined.</param>
/// <param name="IsForced">The curriculum went on although the gate was shut.</param>
public sealed record GateVerdict(
    GateCriterion Criterion, long Steps, int Days, double ProfitUsd, double? LeadOnFlat, double? LeadOnRandom, bool IsForced)
{
    /// <summary>Both leads are as large as asked; an undefined lead is none.</summary>
    public bool IsOpen => LeadOnFlat >= Criterion.StandardErrors && LeadOnRandom >= Criterion.StandardErrors;

    /// <summary>The verdict as one sentence.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"gate {(IsOpen ? "open" : IsForced ? "shut, forced" : "shut")}: asked was that {Criterion}; on {Days} "
        + $"{(Days == 1 ? "day" : "days")} the model of {Steps:N0} steps made ${ProfitUsd:N0}, {Text(LeadOnFlat)} standard "
        + $"errors more than always flat and {Text(LeadOnRandom)} more than random entries");

    private static string Text(double? lead) => lead?.ToString("F1", CultureInfo.InvariantCulture) ?? "an undefined number of";
}
