using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RlTrainer.Notebooks.Scripting;

namespace RlTrainer.Notebooks.Tests.Scripting;

public sealed class ReferenceTests : IDisposable
{
    private readonly Session _session = new();

    [Fact]
    public async Task A_library_the_host_has_is_the_hosts_own_so_that_formatters_fire()
    {
        string library = Path.Combine(_session.Folder, "bin", "RlTrainer.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(library)!);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "RlTrainer.dll"), library);
        CellResult result = await _session.RunAsync(
            "#r \"bin/RlTrainer.dll\"\nvar core = typeof(RlTrainer.Market.Bar).Assembly;");
        Assert.True(result.Succeeded, result.Error?.Message);
        Assert.Same(typeof(RlTrainer.Market.Bar).Assembly, _session.Engine.Variables.Single().Value);
    }

    [Fact]
    public async Task Another_build_of_a_library_the_host_has_is_refused_with_the_remedy()
    {
        string path = Compile("RlTrainer", "public class Foreign { }");
        CellError error = await _session.ErrorAsync("\n#r \"RlTrainer.dll\"");
        string host = Path.Combine(AppContext.BaseDirectory, "RlTrainer.dll");
        Assert.Equal(
            $"#r \"RlTrainer.dll\": {path} is another build of RlTrainer than the one that runs this notebook ({host}). Rebuild "
            + $"everything (dotnet build -c Release), then restart the kernel.",
            error.Message);
        Assert.Equal(2, error.Line);
    }

    [Fact]
    public async Task A_foreign_library_is_copied_so_that_its_file_stays_free()
    {
        string path = Compile("Answers", "public static class Answers { public static int Answer => 42; }");
        Assert.Equal("42", await _session.ValueAsync("#r \"Answers.dll\"\nAnswers.Answer"));
        Assert.Equal("False", await _session.ValueAsync($"typeof(Answers).Assembly.Location == @\"{path}\""));
        File.Delete(path);
        Assert.Equal("42", await _session.ValueAsync("Answers.Answer"));
    }

    [Fact]
    public async Task A_rebuilt_library_is_reported_once_and_keeps_its_older_form()
    {
        string path = Compile("Answers", "public static class Answers { public static int Answer => 1; }");
        Assert.Equal("1", await _session.ValueAsync("#r \"Answers.dll\"\nAnswers.Answer"));
        Compile("Answers", "public static class Answers { public static int Answer => 2; }");
        Assert.Equal("1", await _session.ValueAsync("Answers.Answer"));
        Assert.Equal($"{path} was rebuilt after this notebook loaded it; the notebook still uses the older one. Restart the "
            + $"kernel to use the rebuilt one.\n", _session.Text);
        await _session.RunAsync("_ = Answers.Answer;");
        Assert.Empty(_session.Text);
        CellError error = await _session.ErrorAsync("#r \"Answers.dll\"");
        Assert.Equal($"#r \"Answers.dll\": Answers was rebuilt or is another file since it was loaded from {path}. Restart the "
            + $"kernel to use it.", error.Message);
    }

    [Fact]
    public async Task A_package_whose_restore_failed_or_was_stopped_can_be_asked_for_again_and_one_that_was_there_stays()
    {
        var packages = new PackageReferences();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => packages.AddAsync("RlTrainer.No.Such.Package", "1.0.0", 1, stop.Token));
        // Another version of it is not "already loaded": nothing was loaded.
        CellException refused =
            await Assert.ThrowsAsync<CellException>(
                () => packages.AddAsync("RlTrainer.No.Such.Package", "2.0.0", 1, CancellationToken.None));
        Assert.Contains("could not be restored", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_library_names_the_place_looked_at()
    {
        CellError error = await _session.ErrorAsync("var a = 1;\n#r \"../none/Missing.dll\"");
        string place = Path.GetFullPath(Path.Combine(_session.Folder, "../none/Missing.dll"));
        Assert.Equal($"#r \"../none/Missing.dll\": there is no such library; looked for {place}. Build it first (dotnet build -c "
            + $"Release) or correct the path.", error.Message);
        Assert.Equal(2, error.Line);
    }

    [Fact]
    public async Task A_package_is_restored_and_its_host_assemblies_keep_their_identity()
    {
        CellResult result = await _session.RunAsync(
            "#r \"nuget: NodaTime, 3.3.7\"\nvar noda = typeof(NodaTime.Instant).Assembly;");
        Assert.True(result.Succeeded, result.Error?.Message);
        Assert.Same(typeof(NodaTime.Instant).Assembly, _session.Engine.Variables.Single().Value);
    }

    [Fact]
    public async Task A_missing_package_is_named_with_the_restore_error()
    {
        CellError error = await _session.ErrorAsync("#r \"nuget: MathNet.Numerics, 0.0.0-none\"");
        Assert.StartsWith("#r \"nuget: MathNet.Numerics, 0.0.0-none\": the package could not be restored.", error.Message,
            StringComparison.Ordinal);
        Assert.Contains("NU1", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, error.Line);
    }

    [Fact]
    public async Task Load_runs_a_script_of_the_notebooks_folder()
    {
        File.WriteAllText(Path.Combine(_session.Folder, "tools.csx"), "int Triple(int n) => 3 * n;");
        Assert.Equal("6", await _session.ValueAsync("#load \"tools.csx\"\nTriple(2)"));
    }

    public void Dispose() => _session.Dispose();

    private string Compile(string name, string source)
    {
        string path = Path.Combine(_session.Folder, name + ".dll");
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source)],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.True(compilation.Emit(path).Success);
        return path;
    }
}
