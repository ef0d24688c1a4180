namespace RlTrainer.Notebooks.Tests.Project;

/// <summary>The checkout the tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Notebooks => Path.Combine(Root, "notebooks");

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "RlTrainer.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"No RlTrainer.sln above {AppContext.BaseDirectory}; run the tests from a checkout.");
    }
}
