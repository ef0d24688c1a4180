using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Interactive.Extension.Tests;

/// <summary>The extension in the kernels of the package Microsoft.DotNet.Interactive.</summary>
public sealed class NotebookExtensionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rltrainer-extension").FullName;
    private readonly CompositeKernel _kernel = new();

    public NotebookExtensionTests()
    {
        _kernel.Add(new CSharpKernel().UseKernelHelpers().UseValueSharing());
        _kernel.DefaultKernelName = "csharp";
    }

    [Fact]
    public async Task The_commands_are_there_once_it_is_loaded_and_not_before()
    {
        Assert.Contains(await RunAsync("#!rltrainer"), happened => happened is CommandFailed);
        await new NotebookExtension().OnLoadAsync(_kernel);
        string[] said = Shown(await RunAsync("#!rltrainer")).ToArray();
        Assert.Matches(@"^RlTrainer \d+\.\d+\.\d+ in \.NET Interactive\n", Assert.Single(said));
    }

    [Fact]
    public async Task Loading_twice_changes_nothing()
    {
        await new NotebookExtension().OnLoadAsync(_kernel);
        await new NotebookExtension().OnLoadAsync(_kernel);
        Assert.Single(Shown(await RunAsync("#!rltrainer")));
    }

    [Fact]
    public async Task Runs_are_listed_and_an_empty_folder_says_how_to_make_one()
    {
        await new NotebookExtension().OnLoadAsync(_kernel);
        Assert.Equal(
            $"No run is in {_folder}; `rltrainer train phase1 --test` makes one in seconds.",
            Assert.Single(Shown(await RunAsync($"#!runs --folder \"{_folder}\""))));
        string broken = Directory.CreateDirectory(Path.Combine(_folder, "first")).FullName;
        await File.WriteAllTextAsync(new RunFolder(broken).Config, "{ \"Nonsense\": 1 }");
        string table = Assert.Single(Shown(await RunAsync($"#!runs --folder \"{_folder}\""), "text/html"));
        Assert.Contains("first", table, StringComparison.Ordinal);
        Assert.Contains("unreadable", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_librarys_types_are_shown_by_its_formatters()
    {
        await new NotebookExtension().OnLoadAsync(_kernel);
        Assert.Contains("text/html", Formatter.GetPreferredMimeTypesFor(typeof(BarSeries)));
        Assert.Contains("text/html", Formatter.GetPreferredMimeTypesFor(typeof(TrainingPanel)));
    }

    [Fact]
    public async Task The_panel_keeps_one_name_from_its_display_to_its_last_update()
    {
        await new NotebookExtension().OnLoadAsync(_kernel);
        string library = typeof(LivePanel).Assembly.Location;
        await RunAsync($"#r \"{library}\"\n#r \"{typeof(TrainingPanel).Assembly.Location}\"\n#r "
            + $"\"{typeof(TrainingProgress).Assembly.Location}\"");
        IReadOnlyList<KernelEvent> events = await RunAsync(
            "RlTrainer.Interactive.Extension.LivePanel.Follow(Array.Empty<RlTrainer.Runs.TrainingProgress>())"
            + ".ToString()");
        DisplayedValueProduced shown = Assert.Single(events.OfType<DisplayedValueProduced>());
        DisplayedValueUpdated updated = Assert.Single(events.OfType<DisplayedValueUpdated>());
        Assert.NotEmpty(shown.ValueId);
        Assert.Equal(shown.ValueId, updated.ValueId);
        Assert.Contains(updated.FormattedValues, form =>
            form is { MimeType: "text/html", Value: "<p>The training has not reported yet.</p>" });
    }

    [Fact]
    public void Outside_of_a_cell_it_says_what_to_do_instead() => Assert.Equal(
        "No cell of .NET Interactive runs here. In RlTrainer's own kernel display a TrainingPanel and update it, as notebook "
        + "00 does.",
        Assert.Throws<InvalidOperationException>(() => LivePanel.Follow([])).Message);

    public void Dispose()
    {
        _kernel.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<IReadOnlyList<KernelEvent>> RunAsync(string code) =>
        [.. (await _kernel.SendAsync(new SubmitCode(code))).Events];

    private static IEnumerable<string> Shown(IEnumerable<KernelEvent> events, string mimeType = "text/plain") =>
        events.OfType<DisplayedValueProduced>().SelectMany(shown => shown.FormattedValues)
            .Where(form => form.MimeType == mimeType).Select(form => form.Value);
}
