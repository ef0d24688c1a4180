using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>Resolves #r "nuget: Name, Version" with the SDK itself:
/// a generated project, restored, tells the assemblies.</summary>
internal sealed partial class PackageReferences
{
    private readonly SortedDictionary<string, string> _packages = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Name and version of a nuget reference; the version is * when none is named. Null when the text is no nuget
    /// reference.</summary>
    public static (string Name, string Version)? Parse(string reference)
    {
        string text = reference.Trim();
        if (!text.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase))
            return null;
        string[] parts = text["nuget:".Length..].Split(',', StringSplitOptions.TrimEntries);
        return (parts[0], parts.Length > 1 && parts[1].Length > 0 ? parts[1] : "*");
    }

    /// <summary>Adds a package and gives the paths of all assemblies of all packages so far.</summary>
    /// <exception cref="CellException">The package or the version cannot be had; the message is the SDK's own.</exception>
    public async Task<IReadOnlyList<string>> AddAsync(string name, string version, int line, CancellationToken cancellationToken)
    {
        if (name.Length == 0)
            throw new CellException("ReferenceError", "#r \"nuget:\" names no package; write #r \"nuget: Name, Version\".", line);
        if (_packages.TryGetValue(name, out string? loaded) && loaded != version && version != "*")
            throw new CellException(
                "ReferenceError", $"#r \"nuget: {name}, {version}\": version {loaded} is already loaded. Restart the kernel to "
                + $"use another.", line);
        bool isAdded = _packages.TryAdd(name, version);
        string folder = Path.Combine(Path.GetTempPath(), $"rltrainer-packages-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "packages.csproj"), Project(), cancellationToken)
                .ConfigureAwait(false);
            return await ResolveAsync(folder, $"#r \"nuget: {name}, {version}\"", line, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Neither a failed nor a stopped restore loaded anything; what was there before stays.
            if (isAdded)
                _packages.Remove(name);
            throw;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<string>> ResolveAsync(
        string folder, string reference, int line, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(DotnetCommand.Path)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (string argument in (ReadOnlySpan<string>)[
            "msbuild", "packages.csproj", "-restore", "-nologo", "-t:ResolvePackageAssets", "-getItem:RuntimeCopyLocalItems"])
            start.ArgumentList.Add(argument);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        using CancellationTokenRegistration kill = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        string output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None).ConfigureAwait(false);
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
            throw new CellException(
                "ReferenceError", $"{reference}: the package could not be "
                + $"restored.\n{Errors(output + await errors.ConfigureAwait(false))}", line);
        using JsonDocument json = JsonDocument.Parse(output[output.IndexOf('{')..]);
        string[] paths = [.. json.RootElement.GetProperty("Items").GetProperty("RuntimeCopyLocalItems").EnumerateArray()
            .Select(item => item.GetProperty("FullPath").GetString()!)];
        NativeLibraries.Know(paths);
        return paths;
    }

    /// <summary>The SDK's own errors, without the paths of the generated project.</summary>
    private static string Errors(string output)
    {
        var lines = output.Split('\n').Select(text => Problem().Match(text)).Where(match => match.Success)
            .Select(match => match.Groups[1].Value.Trim()).Distinct().ToList();
        return lines.Count == 0 ? output.Trim() : string.Join("\n", lines);
    }

    /// <summary>A plain version means that version and no other; ranges and * stay as written.</summary>
    private static string Exactly(string version) => version.IndexOfAny(['*', '[', '(', ',']) < 0 ? $"[{version}]" : version;

    private string Project()
    {
        var project = new StringBuilder("""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>

            """);
        foreach (var (name, version) in _packages)
            project.AppendLine($"    <PackageReference Include=\"{System.Security.SecurityElement.Escape(name)}\" "
                + $"Version=\"{System.Security.SecurityElement.Escape(Exactly(version))}\" />");
        return project.AppendLine("  </ItemGroup>").AppendLine("</Project>").ToString();
    }

    [GeneratedRegex(@"\berror ([A-Z]+\d+: .*?)(?: \[[^\]]*packages\.csproj\])?\s*$")]
    private static partial Regex Problem();
}
