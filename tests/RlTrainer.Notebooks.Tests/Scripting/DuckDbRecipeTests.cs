using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Tests.Project;

namespace RlTrainer.Notebooks.Tests.Scripting;

/// <summary>The SQL recipe of notebook 09, as it stands there, over a CSV and a Parquet file.</summary>
public sealed class DuckDbRecipeTests : IDisposable
{
    private readonly Session _session = new();

    [DuckDbFact]
    public async Task The_recipe_makes_sql_cells_answer_over_CSV_and_Parquet()
    {
        NotebookDocument notebook = NotebookDocument.Read(Path.Combine(Repository.Notebooks, "09-bring-your-own-data.ipynb"));
        string prose = notebook.Cells.Single(
            cell => cell.Kind == CellKind.Markdown
                && cell.Source.Contains("DuckDB.NET.Data.Full", StringComparison.Ordinal)).Source;
        string recipe = prose.Split("```csharp\n")[1].Split("\n```")[0];
        string frames = Path.Combine(
            Repository.Root, "artifacts", "bin", "RlTrainer.Interop", "release", "Microsoft.Data.Analysis.dll");
        await File.WriteAllTextAsync(
            Path.Combine(_session.Folder, "a_D1M.csv"), "timestamp,volume\n2024-01-02 09:30:00,3\n2024-01-02 09:31:00,5\n");
        Assert.Null((await _session.RunAsync($"#r \"{frames}\"\nusing Microsoft.Data.Analysis;\n{recipe}")).Error);
        string folder = _session.Folder.Replace('\\', '/');
        Assert.Null((await _session.RunAsync(
            $"#!sql\nCOPY (SELECT * FROM '{folder}/*_D1M.csv') TO '{folder}/a.parquet' (FORMAT parquet)")).Error);
        Assert.Null((await _session.RunAsync(
            $"#!sql\nSELECT count(*) AS bars, sum(volume)::BIGINT AS volume FROM '{folder}/a.parquet'")).Error);
        Assert.Equal("2 8", await _session.ValueAsync(
            $"var both = (DataFrame)sql(\"SELECT count(*) AS bars, sum(volume)::BIGINT AS volume FROM "
            + $"'{folder}/a.parquet'\");\n$\"{{both[\"bars\"][0]}} {{both[\"volume\"][0]}}\""));
    }

    public void Dispose() => _session.Dispose();
}
