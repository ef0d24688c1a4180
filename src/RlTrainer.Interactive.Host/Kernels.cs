using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.DotNet.Interactive.PackageManagement;
using RlTrainer.Notebooks.Running;

namespace RlTrainer.Interactive.Host;

/// <summary>.NET Interactive's kernels as its tool composes them; F#, mermaid and markdown, whose packages are not published, by
/// small kernels of this program.</summary>
internal sealed class Kernels : IDisposable
{
    private readonly CompositeKernel _kernels = new();

    /// <summary>Starts without variables.</summary>
    /// <param name="folder">The notebook's folder, which is the current one.</param>
    public Kernels(string folder)
    {
        Formatter.DefaultMimeType = HtmlFormatter.MimeType;
        Formatter.SetPreferredMimeTypesFor(typeof(string), PlainTextFormatter.MimeType);
        _kernels.Add(new CSharpKernel().UseNugetDirective(Reference).UseKernelHelpers().UseWho().UseValueSharing(), ["c#", "C#"]);
        _kernels.Add(new FSharpKernel(folder).UseWho().UseValueSharing(), ["f#", "F#"]);
        _kernels.Add(new HtmlKernel());
        _kernels.Add(new JavaScriptKernel().UseValueSharing());
        _kernels.Add(new KeyValueStoreKernel().UseWho());
        _kernels.Add(new TextKernel("mermaid", text =>
        [
            new("text/vnd.mermaid", text),
            new(HtmlFormatter.MimeType, $"<pre class=\"mermaid\">{System.Net.WebUtility.HtmlEncode(text)}</pre>"),
            new(PlainTextFormatter.MimeType, text),
        ]));
        _kernels.Add(new TextKernel("markdown", text => [new("text/markdown", text), new(PlainTextFormatter.MimeType, text)]));
        _kernels.UseImportMagicCommand();
        _kernels.DefaultKernelName = "csharp";
    }

    /// <summary>Runs one cell and tells what it shows.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="tell">Told of everything that the cell shows.</param>
    /// <param name="cancellationToken">The token that the cell's code sees; the kernels themselves go on.</param>
    /// <returns>How it ended: done, or failed with the reason.</returns>
    public async Task<InteractiveEvent> RunAsync(
        InteractiveRequest cell, Action<InteractiveEvent> tell, CancellationToken cancellationToken)
    {
        var problems = new List<Diagnostic>();
        using IDisposable listening = _kernels.KernelEvents.Subscribe(new Listener(happened =>
        {
            if (happened is DiagnosticsProduced { Diagnostics: { } found })
                problems.AddRange(found.Where(problem => problem.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error));
            else if (CellEvents.Of(happened) is { } message)
                tell(message);
        }));
        KernelCommandResult result = await _kernels.SendAsync(new SubmitCode(cell.Source, cell.Language), cancellationToken);
        return result.Events.OfType<CommandFailed>().LastOrDefault() is { } failed
            ? CellEvents.Failure(failed, problems, cell.CellNumber)
            : new InteractiveEvent(InteractiveEvent.Done);
    }

    /// <inheritdoc/>
    public void Dispose() => _kernels.Dispose();

    private static Task Reference(CSharpKernel kernel, IReadOnlyList<ResolvedPackageReference> packages)
    {
        kernel.AddAssemblyReferences(packages.SelectMany(package => package.AssemblyPaths));
        return Task.CompletedTask;
    }

    private sealed class Listener(Action<KernelEvent> hear) : IObserver<KernelEvent>
    {
        public void OnCompleted()
        {
        }

        public void OnError(Exception error) => Console.Error.WriteLine(error);

        public void OnNext(KernelEvent value) => hear(value);
    }
}
