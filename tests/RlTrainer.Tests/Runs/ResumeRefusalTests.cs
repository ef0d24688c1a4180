using System.Text;
using RlTrainer.Checkpoints;
using RlTrainer.Data;
using RlTrainer.RunHost;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

/// <summary>A checkpoint that does not belong to the data, program or
/// configuration at hand is refused, and the difference named.</summary>
public sealed class ResumeRefusalTests : IDisposable
{
    private static readonly PreparedMarket Market = HostedRun.Market();
    private readonly RunFolder _folder = new(Directory.CreateTempSubdirectory("refused-").FullName);

    public ResumeRefusalTests()
    {
        using TrainingRun run = TrainingRun.Start(HostedRun.Config, Market, _folder, threads: 1);
        Assert.Equal(3, run.Run().Take(3).Count());
    }

    private string Latest => _folder.LatestCheckpoint()!;

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Fact]
    public void Other_bars_are_named_by_their_hash()
    {
        var other = PreparedMarket.Of(
            SyntheticBars.Generate(new SyntheticConfig { Days = 12, Seed = 99 }).Minutes, HostedRun.Config);
        Assert.Equal(
            $"{Latest} does not fit this run: data: its bars have SHA-256 {Market.DataHash[..12]}…, these have "
            + $"{other.DataHash[..12]}….", Refusal(other));
    }

    [Fact]
    public void Another_feature_set_is_named_with_the_features_of_both()
    {
        var other = PreparedMarket.Of(
            SyntheticBars.Generate(new SyntheticConfig { Days = 12 }).Minutes,
            HostedRun.Config with { FeatureSet = "PricesOnly" });
        Assert.Equal(
            $"{Latest} does not fit this run: feature set: it has 'Base' ({string.Join(", ", Market.Train.Names)}), expected "
            + $"'PricesOnly' ({string.Join(", ", other.Train.Names)}).",
            Refusal(other));
    }

    [Fact]
    public void Another_rule_set_seed_and_configuration_are_named()
    {
        string before = RunJson.Write(HostedRun.Config);
        RunConfig other = HostedRun.Config with { Rules = HostedRun.Config.Rules with { Name = "stricter" }, Seed = 43 };
        File.WriteAllText(_folder.Config, RunJson.Write(other));
        Assert.Equal(
            $"{Latest} does not fit this run: rule set: it has '{HostedRun.Config.Rules.Name}', expected 'stricter'. seed: it "
            + $"has 42, expected 43. "
            + "configuration: it differs from the run's config.json.",
            Refusal(Market));
        File.WriteAllText(_folder.Config, before);
        using TrainingRun run = TrainingRun.Resume(_folder, Market, threads: 1);
    }

    [Fact]
    public void Another_version_of_the_program_is_named()
    {
        Rewrite($"\"CodeVersion\": \"{RunModels.CodeVersion}\"", "\"CodeVersion\": \"0.0.9\"");
        Assert.Equal($"{Latest} does not fit this run: program version: it has 0.0.9, expected {RunModels.CodeVersion}.",
            Refusal(Market));
    }

    [Fact]
    public void Another_version_of_the_format_is_named()
    {
        Rewrite("\"FormatVersion\": 1", "\"FormatVersion\": 2");
        Assert.Equal($"{Path.GetFileName(Latest)} has format version 2; this program reads version 1. Use the program that "
            + $"wrote it.", Refusal(Market));
    }

    [Fact]
    public void A_network_without_LayerNorm_is_not_taken_for_one_with_it()
    {
        RunConfig other = HostedRun.Config with { Ppo = HostedRun.Config.Ppo with { LayerNorm = true } };
        File.WriteAllText(_folder.Config, RunJson.Write(other));
        Assert.Equal(
            $"{Latest} does not fit this run: LayerNorm: it has none, expected it. configuration: it differs from the run's "
            + $"config.json.", Refusal(Market));
    }

    private string Refusal(PreparedMarket market) =>
        Assert.Throws<InvalidDataException>(() => TrainingRun.Resume(_folder, market, threads: 1)).Message;

    private void Rewrite(string old, string @new)
    {
        var parts = CheckpointArchive.Read(Latest).ToDictionary(part => part.Key, part => part.Value);
        string manifest = Encoding.UTF8.GetString(parts["manifest.json"]);
        Assert.Contains(old, manifest, StringComparison.Ordinal);
        parts["manifest.json"] = Encoding.UTF8.GetBytes(manifest.Replace(old, @new, StringComparison.Ordinal));
        CheckpointArchive.Write(Latest, parts);
    }
}
