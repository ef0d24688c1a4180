using System.Globalization;
using System.Text.Json;
using RlTrainer.Checkpoints;
using RlTrainer.Features;
using RlTrainer.Runs;

namespace RlTrainer.Sweeps;

/// <summary>The model that a sweep's trials start from: read once, and
/// refused before anything runs where a trial cannot take it.</summary>
internal static class SweepStart
{
    /// <summary>The model that the key From names.</summary>
    /// <exception cref="InvalidDataException">There is none; the message names file and line.</exception>
    public static Checkpoint Read(ConfigNode from, Func<string, Checkpoint>? models)
    {
        const string Expected = "the name of a run, or a model file (.zip)";
        if (from.Kind != JsonValueKind.String || from.Text.Length == 0)
            throw new InvalidDataException($"{from.Origin}: From was {from}; expected {Expected}, in double quotes.");
        if (models is null)
            throw new InvalidDataException(
                $"{from.Origin}: From was {from}, but there is nowhere to look for models; pass a function that reads them.");
        try
        {
            return models(from.Text);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{from.Origin}: From was {from}; expected {Expected}. {e.Message}", e);
        }
    }

    /// <summary>Every trial can start from the model, or the first that cannot is named with every reason.</summary>
    /// <exception cref="InvalidDataException">One cannot.</exception>
    public static void Require(Checkpoint start, IReadOnlyList<SweepTrial> trials, string origin)
    {
        foreach (SweepTrial trial in trials)
        {
            string[] reasons = [.. Transfer.Refusals(start, Expected(start.Manifest, trial.Config), start.Features)];
            if (reasons.Length > 0)
                throw new InvalidDataException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{origin}, trial {trial.Index}, {trial.Words}: it cannot start from the model of run '{start.Manifest.Run}' "
                    + $"(From): {string.Join(" ", reasons)} Leave these keys as the model has them, or leave From out."));
        }
    }

    private static CheckpointManifest Expected(CheckpointManifest model, RunConfig config)
    {
        FeatureSet features = config.FeatureSet.Required();
        return model with
        {
            FeatureSet = features.Name,
            Features = [.. features.Features.Select(feature => feature.Name)],
            WindowBars = config.Environment.WindowBars,
            DenseCount = RunModels.DenseCountOf(config),
            Hidden = [.. config.Algorithm.Hidden],
            LayerNorm = config.Algorithm.LayerNorm,
            Actions = RunModels.ActionsOf(config),
        };
    }
}
