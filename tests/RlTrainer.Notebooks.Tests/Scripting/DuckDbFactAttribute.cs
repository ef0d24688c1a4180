namespace RlTrainer.Notebooks.Tests.Scripting;

/// <summary>A test that needs DuckDB's package, 420 MB with every platform's library; it is not fetched for a test.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DuckDbFactAttribute : FactAttribute
{
    public DuckDbFactAttribute()
    {
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Skip = Directory.Exists(Path.Combine(packages, "duckdb.net.data.full", "1.5.6.1"))
            ? null!
            : "DuckDB.NET.Data.Full 1.5.6.1 (420 MB) is not among this machine's packages; run the recipe of notebook 09 once to "
                + "have it";
    }
}
