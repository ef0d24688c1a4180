using System.Globalization;
using RlTrainer.Runs;

namespace RlTrainer.Sweeps;

/// <summary>What every trial of a sweep is made from: the run's text, where it stands, and what it is read over.</summary>
/// <param name="Run">The sweep file's Run as JSON; null where it has none.</param>
/// <param name="Origin">The sweep file's name, for messages.</param>
/// <param name="Earlier">The configuration of the model the trials start from; null from random weights.</param>
/// <param name="Instruments">The instruments that can be named; null for the eight.</param>
internal sealed record TrialSource(string? Run, string Origin, RunConfig? Earlier, InstrumentCatalog? Instruments)
{
    /// <summary>What the trials share.</summary>
    /// <param name="place">Where the run's text stands, for messages.</param>
    /// <returns>The configuration before a trial's own settings.</returns>
    /// <exception cref="InvalidDataException">The text is wrong, or names a start, which is written when a run
    /// begins.</exception>
    public RunRequest Request(string place)
    {
        RunRequest request = RunConfigText.Read(Run, place, [], after: Earlier, instruments: Instruments);
        if (request.Config.Start is not null)
            throw new InvalidDataException(
                $"{place}: Start is written when a run begins and cannot be set; leave it out and name the model in From.");
        return request;
    }

    /// <summary>One trial: the run with a combination's settings, a seed and a name.</summary>
    /// <param name="index">The trial's number in the sweep, from 0.</param>
    /// <param name="variant">The combination's number, from 0.</param>
    /// <param name="settings">The combination, "key=value" each.</param>
    /// <param name="seed">The trial's seed.</param>
    /// <returns>The trial with its whole configuration.</returns>
    /// <exception cref="InvalidDataException">The settings make a run that is impossible.</exception>
    public SweepTrial Trial(int index, int variant, string[] settings, ulong seed)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"{Origin}, trial {index}");
        RunSetting[] all =
        [
            .. settings.Select(setting => new RunSetting(setting, $"{place}, {setting}")),
            new RunSetting(string.Create(CultureInfo.InvariantCulture, $"Seed={seed}"), place),
            new RunSetting(string.Create(CultureInfo.InvariantCulture, $"Name=trial-{index:D4}"), place),
        ];
        return new SweepTrial(
            index, variant, settings, RunConfigText.Read(Run, place, all, after: Earlier, instruments: Instruments).Config);
    }
}
