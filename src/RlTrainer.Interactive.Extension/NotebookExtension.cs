using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Directives;
using RlTrainer.Runs;

namespace RlTrainer.Interactive.Extension;

/// <summary>
/// What .NET Interactive gains: formatters for the library's types, the magic commands #!rltrainer and #!runs, and
/// <see cref="LivePanel"/>. The package loads it with #r "nuget: RlTrainer.Interactive.Extension"; after a #r of the file it
/// is one line, <c>await new RlTrainer.Interactive.Extension.NotebookExtension().OnLoadAsync(Root);</c>.
/// </summary>
public sealed class NotebookExtension : IKernelExtension
{
    private const string Folder = "--folder";

    /// <summary>Registers everything; a kernel that has the commands already keeps them.</summary>
    /// <param name="kernel">The root kernel.</param>
    /// <returns>A finished task.</returns>
    public Task OnLoadAsync(Kernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        Formatters.Register();
        if (kernel.KernelInfo.SupportedDirectives.Any(directive => directive.Name == "#!rltrainer")) return Task.CompletedTask;
        kernel.AddDirective(
            new KernelActionDirective("#!rltrainer") { Description = "What RlTrainer adds to this notebook" },
            (_, context) =>
            {
                Show(context, About(), "text/plain");
                return Task.CompletedTask;
            });
        var runs = new KernelActionDirective("#!runs") { Description = "The training runs of a folder" };
        runs.Parameters.Add(new KernelDirectiveParameter(Folder, "The folder of runs; ../runs by default"));
        kernel.AddDirective<ListRuns>(runs, (command, context) =>
        {
            ShowRuns(command.Folder ?? "../runs", context);
            return Task.CompletedTask;
        });
        return Task.CompletedTask;
    }

    private static string About() => string.Join("\n",
        $"RlTrainer {typeof(RunCatalog).Assembly.GetName().Version?.ToString(3)} in .NET Interactive",
        "bars, findings, features, verdicts, runs and figures are shown as tables, SVG and plotly's JSON",
        "#!runs [--folder ../runs] lists training runs",
        "run.ShowLive() of a TrainingRun trains to the end and keeps a panel current");

    private static void ShowRuns(string folder, KernelInvocationContext context)
    {
        IReadOnlyList<RunEntry> entries = RunCatalog.List(folder);
        if (entries.Count == 0)
        {
            string where = Path.GetFullPath(folder);
            Show(context, $"No run is in {where}; `rltrainer train phase1 --test` makes one in seconds.", "text/plain");
            return;
        }

        List<RunRow> rows = [.. entries.Select(RunRow.Of)];
        Formatters.Prepare(rows.GetType());
        Show(context, rows, "text/html", "text/plain");
    }

    /// <summary>By its full name: the package has a second Display that takes any object.</summary>
    private static void Show(KernelInvocationContext context, object value, params string[] mimeTypes) =>
        KernelInvocationContextExtensions.Display(context, value, mimeTypes);
}
