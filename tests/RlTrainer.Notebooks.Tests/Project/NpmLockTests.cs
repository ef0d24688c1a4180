using System.Text.Json;
using RlTrainer.Notebooks.Site;

namespace RlTrainer.Notebooks.Tests.Project;

/// <summary>The pages' two scripts come by a lock file: every package behind them with its hash, in the versions the program
/// names.</summary>
public sealed class NpmLockTests
{
    [Fact]
    public void Every_package_behind_the_pages_scripts_has_its_hash_and_names_no_registry()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(
            Path.Combine(Repository.Root, ".devcontainer", "web", "package-lock.json")));
        JsonProperty[] packages = [.. json.RootElement.GetProperty("packages").EnumerateObject().Where(
            package => package.Name.Length > 0)];
        Assert.InRange(packages.Length, 20, 1000);
        foreach (JsonProperty package in packages)
        {
            Assert.Matches("^sha512-[A-Za-z0-9+/]{86}==$", package.Value.GetProperty("integrity").GetString());
            Assert.False(package.Value.TryGetProperty("resolved", out _), package.Name);
        }
        foreach (string name in (string[])["mermaid", "plotly.js-finance-dist-min"])
        {
            string? version = packages.Single(package => package.Name == "node_modules/" + name).Value.GetProperty(
                "version").GetString();
            Assert.Contains($"{name}@{version}", WebScripts.Remedy, StringComparison.Ordinal);
        }
    }
}
