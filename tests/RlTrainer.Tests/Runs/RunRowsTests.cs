using System.Text.Json;
using RlTrainer.Learning;
using RlTrainer.RunHost;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

public sealed class RunRowsTests : IDisposable
{
    private readonly RunFolder _folder = new(Directory.CreateTempSubdirectory("rows-").FullName);

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Fact]
    public void Every_line_of_JSON_holds_the_numbers_of_its_row_of_CSV()
    {
        using (TrainingRun run = TrainingRun.Start(HostedRun.Config, HostedRun.Market(), _folder, threads: 1)) run.RunToEnd();
        Assert.Equal(24, Same(_folder.Metrics, _folder.MetricsLines));
        Assert.Equal(6, Same(_folder.Evaluations, _folder.EvaluationLines));
    }

    [Fact]
    public void An_empty_cell_is_null_and_infinity_is_a_text() => Assert.Equal(
        "{\"steps\":256,\"reward\":null,\"loss\":-0.25,\"kl\":\"Infinity\"}",
        RunRows.Json(["steps", "reward", "loss", "kl"], ["256", "", "-0.25", "Infinity"]));

    [Fact]
    public void An_update_is_warned_of_above_half_of_the_ratios_clipped_and_above_a_KL_of_a_twentieth()
    {
        Assert.Empty(LearningWarnings.Of(Report(clipped: 0.5, kl: 0.05)));
        Assert.Equal(
            ["at 20,480 steps 60 % of the ratios were clipped, more than 50 %; lower the learning rate or the number of epochs.",
             "at 20,480 steps the update moved the policy by a KL of 0.1234, more than 0.05; lower the learning rate, or set a "
             + "KL target (0.01 is usual)."],
            LearningWarnings.Of(Report(clipped: 0.6, kl: 0.1234)));
    }

    [Fact]
    public void A_warning_reaches_progress_and_log()
    {
        RunConfig wild = HostedRun.Config with { Ppo = HostedRun.Config.Ppo with { LearningRate = 0.5, Epochs = 10 } };
        using TrainingRun run = TrainingRun.Start(wild, HostedRun.Market(), _folder, threads: 1);
        string[] warnings = [.. run.Run().Take(4).SelectMany(progress => progress.Warnings)];
        Assert.NotEmpty(warnings);
        Assert.Equal(warnings.Select(warning => $"warning: {warning}"),
            File.ReadLines(_folder.Log)
                .Where(line => line.StartsWith("warning: at", StringComparison.Ordinal) && line.EndsWith('.')));
    }

    private static int Same(string csv, string lines)
    {
        string[] rows = File.ReadAllLines(csv), names = rows[0].Split(','), json = File.ReadAllLines(lines);
        Assert.Equal(rows.Length - 1, json.Length);
        for (int row = 0; row < json.Length; row++)
        {
            using var document = JsonDocument.Parse(json[row]);
            JsonProperty[] properties = [.. document.RootElement.EnumerateObject()];
            Assert.Equal(names, properties.Select(property => property.Name));
            Assert.Equal(rows[row + 1].Split(','),
                properties.Select(property => property.Value.ValueKind == JsonValueKind.Null ? "" : property.Value.GetRawText()));
        }
        return json.Length;
    }

    private static UpdateReport Report(double clipped, double kl) => new(
        1, 20_480, new LearnStatistics(3e-4, 0, 0, 1, kl, kl, clipped, 1, 0, 1, 1, false), 0, 0, double.NaN, double.NaN,
        [1, 0, 0], 1, 0, 0, default);
}
