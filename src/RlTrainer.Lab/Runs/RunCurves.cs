using System.Text.Json.Nodes;
using RlTrainer.Runs;

namespace RlTrainer.Lab.Runs;

/// <summary>A run's figures over its steps, thinned where there are more than a screen shows.</summary>
internal static class RunCurves
{
    private const int MostPoints = 2000;

    private static readonly (string Key, string Column, bool IsJudged)[] Figures =
    [
        ("reward", "episode_reward", false), ("kl", "approximate_kl", false), ("entropy", "entropy", false),
        ("hold", "share_Hold", false), ("validation", "validation_reward", true), ("profit", "validation_profit_usd", true),
    ];

    /// <summary>By figure, two lists of equal length: steps, and values (null where there is none).</summary>
    public static JsonObject Of(RunFolder folder)
    {
        CsvColumns? metrics = CsvColumns.Read(folder.Metrics), judged = CsvColumns.Read(folder.Evaluations);
        var json = new JsonObject();
        foreach ((string key, string column, bool isJudged) in Figures)
            json[key] = Curve(isJudged ? judged : metrics, column);
        return json;
    }

    private static JsonObject Curve(CsvColumns? table, string column)
    {
        IReadOnlyList<string[]> rows = table?.Rows ?? [];
        int stride = Math.Max(1, (rows.Count + MostPoints - 1) / MostPoints);
        string[][] shown = [.. rows.Where((_, index) => index % stride == 0 || index == rows.Count - 1)];
        return new JsonObject
        {
            ["steps"] = new JsonArray([.. shown.Select(row => JsonValue.Create(table!.Number(row, "steps")))]),
            ["values"] = new JsonArray([.. shown.Select(row => JsonValue.Create(table!.Number(row, column)))]),
        };
    }
}
