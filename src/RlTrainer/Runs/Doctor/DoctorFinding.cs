using System.Globalization;

namespace RlTrainer.Runs;

/// <summary>Something the run doctor found, with its usual cause and what to do.</summary>
/// <param name="Concern">What kind of finding.</param>
/// <param name="Steps">Environment steps at which it held.</param>
/// <param name="Found">What was seen, with its figures.</param>
/// <param name="Cause">What usually makes it so.</param>
/// <param name="Remedy">What to try, most likely first.</param>
public sealed record DoctorFinding(DoctorConcern Concern, long Steps, string Found, string Cause, string Remedy)
{
    /// <summary>One line for a log.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"step {Steps:N0}: {Found} Cause: {Cause} Remedy: {Remedy}");
}
