using System.CommandLine;
using System.Globalization;
using RlTrainer.Files;
using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Running;
using RlTrainer.Notebooks.Site;

namespace RlTrainer.Cli;

/// <summary>rltrainer notebooks run | list | clean | convert | new: the workbench without Jupyter.</summary>
internal static class NotebooksCommand
{
    /// <summary>The word with which the command starts itself to run one notebook.</summary>
    private const string ChildWord = "run-one";

    private const string OwnEngine = "rltrainer", OtherEngine = "dotnet-interactive";

    private static readonly Argument<string[]> Names = new("name")
    {
        Description = "Notebooks by name or file; all of the notebooks folder when none is given.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<bool> Quick = new("--quick")
    {
        Description = "Sets the parameter `quick`: short training, the same steps.",
    };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "Overrides a variable of the parameters cell: --set seed=7.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> Output = new("--output", "-o")
    {
        Description = "Folder for executed copies and the HTML site; artifacts/notebooks by default.",
    };

    private static readonly Option<string> Engine = new("--engine")
    {
        Description = "What runs the cells: `rltrainer`, the project's own engine, or `dotnet-interactive`, "
            + "the packages of .NET Interactive in a process of their own.",
        DefaultValueFactory = _ => OwnEngine,
    };

    private static readonly Option<bool> Trust = new("--trust")
    {
        Description = "Let scripts of notebooks from outside the notebooks folder act in the pages of the site, too; see "
            + "src/trust.md.",
    };

    private static readonly Option<double> CellMinutes = new("--cell-minutes")
    {
        Description = "The most minutes one cell may take.",
        DefaultValueFactory = _ => 30,
    };

    public static Command Tree()
    {
        var run = new Command(
            "run", "Execute notebooks headless; executed copies and one offline HTML site go to the output folder.")
        {
            Names, Quick, Set, Output, CellMinutes, Engine, Trust,
        };
        Engine.AcceptOnlyFromAmong(OwnEngine, OtherEngine);
        run.SetAction(RunAsync);
        var list = new Command("list", "List the notebooks and what each is about.");
        list.SetAction(List);
        var clean = new Command("clean", "Store notebooks canonically and without outputs.") { Names };
        clean.SetAction(Clean);
        var title = new Argument<string>("title") { Description = "Its title; the file name is made from it." };
        var create = new Command("new", "Write a notebook to begin with.") { title };
        create.SetAction(parsed => Create(parsed, parsed.GetValue(title)!));
        var from = new Argument<string>("from") { Description = "A notebook, .ipynb or .dib." };
        var to = new Argument<string>("to") { Description = "The file to write, .dib or .ipynb." };
        var convert = new Command("convert", "Convert between .ipynb and .dib, without outputs.") { from, to };
        convert.SetAction(parsed =>
        {
            NotebookFolder.Convert(parsed.GetValue(from)!, parsed.GetValue(to)!);
            Terminal.Good($"wrote {parsed.GetValue(to)}");
            return ExitCode.Success;
        });
        var child = new Command(ChildWord, "Runs one notebook for `notebooks run`.") { Hidden = true };
        child.SetAction((_, cancellationToken) => NotebookChild.RunAsync(cancellationToken));
        return new Command("notebooks", "Run, list, clean, convert and begin notebooks.") { run, list, clean, convert,
            create, child };
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Workplace workplace = SharedOptions.WorkplaceOf(parsed);
        string output = Workplace.Writable(parsed.GetValue(Output) ?? Path.Combine(workplace.Artifacts, "notebooks"));
        var options = new RunOptions
        {
            OutputFolder = output,
            Quick = parsed.GetValue(Quick),
            Parameters = Parameters(parsed.GetValue(Set) ?? []),
            CellTimeout = TimeSpan.FromMinutes(parsed.GetValue(CellMinutes)),
            InteractiveHost = parsed.GetValue(Engine) == OtherEngine ? FindHost() : null,
        };
        string[] notebooks = Selected(workplace, parsed);
        var process = NotebookProcess.Self("notebooks", ChildWord);
        var results = new List<RunResult>();
        var trusted = new HashSet<string>();
        bool trustsAll = parsed.GetValue(Trust);
        foreach (string notebook in notebooks)
        {
            Terminal.Note($"{Path.GetFileNameWithoutExtension(notebook)} …");
            RunResult result = await process.RunAsync(notebook, options, progress: null, cancellationToken).ConfigureAwait(false);
            results.Add(result);
            bool isOwn = Path.GetDirectoryName(Path.GetFullPath(notebook)) == Path.GetFullPath(workplace.Notebooks);
            if (result.ExecutedPath is not null && (isOwn || trustsAll)) trusted.Add(result.ExecutedPath);
            if (result.Message is null)
                Terminal.Good(string.Create(
                    CultureInfo.InvariantCulture, $"  {result.CellsRun} cells in {result.Seconds:F1} s → {result.ExecutedPath}"));
            else
                Terminal.Fail(result.Message);
            if (cancellationToken.IsCancellationRequested) return ExitCode.Interrupted;
        }
        WriteSite(results, output, trusted);
        int failed = results.Count(result => result.Outcome != RunOutcome.Succeeded);
        if (failed == 0) return ExitCode.Success;
        Terminal.Fail($"{failed} of {results.Count} notebooks failed.");
        return ExitCode.Findings;
    }

    private static string FindHost()
    {
        try
        {
            return InteractiveHost.Find();
        }
        catch (FileNotFoundException absent)
        {
            throw new CommandException(absent.Message);
        }
    }

    private static void WriteSite(List<RunResult> results, string output, HashSet<string> trusted)
    {
        string[] executed = [.. results.Where(result => result.ExecutedPath is not null).Select(result => result.ExecutedPath!)];
        if (executed.Length == 0) return;
        string index = NotebookSite.Write(executed, Path.Combine(output, "site"), "RlTrainer", WebScripts.Find(output), trusted,
            typeof(Runs.RunConfig).Assembly);
        Terminal.Good($"Read them in a browser: {index}");
    }

    private static int List(ParseResult parsed)
    {
        IReadOnlyList<NotebookEntry> entries = NotebookFolder.List(SharedOptions.WorkplaceOf(parsed).Notebooks);
        foreach (NotebookEntry entry in entries.Where(entry => entry.Fault is null))
        {
            string hint = entry.IsClean ? "" : "  (stored with outputs: `rltrainer notebooks clean` removes them)";
            string name = PrintableText.Name(Path.GetFileNameWithoutExtension(entry.Path));
            Terminal.Say($"{name,-26} {PrintableText.Name(entry.Title)}{hint}");
        }
        foreach (NotebookEntry broken in entries.Where(entry => entry.Fault is not null)) Terminal.Fail(broken.Fault!);
        return entries.Any(entry => entry.Fault is not null) ? ExitCode.BadInput : ExitCode.Success;
    }

    private static int Clean(ParseResult parsed)
    {
        Workplace workplace = SharedOptions.WorkplaceOf(parsed);
        int changed = 0, broken = 0;
        foreach (string notebook in Selected(workplace, parsed))
        {
            try
            {
                foreach (string file in NotebookFolder.Clean(notebook))
                {
                    Terminal.Say($"cleaned {file}");
                    changed++;
                }
            }
            catch (NotebookFormatException error)
            {
                Terminal.Fail(error.Message);
                broken++;
            }
        }
        Terminal.Good($"{changed} notebooks changed.");
        return broken == 0 ? ExitCode.Success : ExitCode.BadInput;
    }

    private static int Create(ParseResult parsed, string title)
    {
        string name = string.Join(
            '-', title.ToLowerInvariant().Split([' ', '/', '\\', ':'], StringSplitOptions.RemoveEmptyEntries));
        string file = Path.Combine(SharedOptions.WorkplaceOf(parsed).Notebooks, name + ".ipynb");
        NotebookFolder.Create(file, title);
        Terminal.Good($"wrote {file}");
        return ExitCode.Success;
    }

    private static string[] Selected(Workplace workplace, ParseResult parsed)
    {
        string[] names = parsed.GetValue(Names) ?? [];
        if (names.Length == 0) return [.. NotebookFolder.Find(workplace.Notebooks)];
        return [.. names.Select(name => File.Exists(name) ? name : Known(workplace, name))];
    }

    private static string Known(Workplace workplace, string name)
    {
        string file = Path.Combine(workplace.Notebooks, Path.ChangeExtension(name, ".ipynb"));
        if (File.Exists(file)) return file;
        string known = string.Join(
            ", ", NotebookFolder.Find(workplace.Notebooks).Select(path => Path.GetFileNameWithoutExtension(path)));
        throw new CommandException($"There is no notebook '{name}' in {workplace.Notebooks}; there are {known}.");
    }

    private static Dictionary<string, string> Parameters(string[] settings)
    {
        var parameters = new Dictionary<string, string>();
        foreach (string setting in settings)
        {
            string[] parts = setting.Split('=', 2);
            if (parts.Length != 2)
                throw new CommandException($"--set was '{setting}'; expected name=value, e.g. --set seed=7.");
            parameters[parts[0].Trim()] = parts[1].Trim();
        }
        return parameters;
    }
}
