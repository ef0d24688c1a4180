using System.Globalization;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Outputs;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>C# script whose variables, types and usings last from cell to cell.</summary>
internal sealed partial class CSharpSession : ILanguageSession
{
    private static readonly string[] Imports =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq",
        "Microsoft.DotNet.Interactive.Kernel",
    ];

    private static readonly MethodInfo HasReturnValue =
        typeof(Script).GetMethod("HasReturnValue", BindingFlags.Instance | BindingFlags.NonPublic)
        ?? throw new MissingMethodException("Microsoft.CodeAnalysis.Scripting.Script", "HasReturnValue");

    // A pattern that runs away burns a core after the cell was given up: no
    // poll stands in it. Cells may name another limit in their patterns.
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(60);

    private readonly ScriptReferences _references;
    private ScriptOptions _options;

    /// <summary>Starts without variables; nothing is compiled yet.</summary>
    public CSharpSession(ScriptReferences references)
    {
        _references = references;
        _options = ScriptOptions.Default
            .WithReferences(HostAssemblies.Default())
            .WithMetadataResolver(new ReferenceResolver(references))
            .WithSourceResolver(ScriptSourceResolver.Default.WithBaseDirectory(references.Folder))
            .WithImports(Imports)
            .WithLanguageVersion(LanguageVersion.Latest)
            .WithEmitDebugInformation(true)
            .WithFileEncoding(Encoding.UTF8);
        AppDomain.CurrentDomain.SetData(
            "REGEX_DEFAULT_MATCH_TIMEOUT", AppDomain.CurrentDomain.GetData("REGEX_DEFAULT_MATCH_TIMEOUT") ?? LongestMatch);
    }

    /// <summary>How cells are parsed.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    /// <summary>The state after the last cell, or null before the first.</summary>
    public ScriptState<object>? State { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<ScriptVariable> Variables => State is null ? [] :
    [
        .. State.Variables
            .GroupBy(variable => variable.Name, StringComparer.Ordinal)
            .Select(group => group.Last())
            .OrderBy(variable => variable.Name, StringComparer.Ordinal)
            .Select(variable => new ScriptVariable(variable.Name, variable.Type, variable.Value)),
    ];

    /// <inheritdoc/>
    public void AddReferences(IEnumerable<string> paths)
    {
        var known = _options.MetadataReferences.ToHashSet();
        _options = _options.AddReferences(paths.Select(HostAssemblies.Reference).Where(known.Add));
    }

    /// <inheritdoc/>
    public async Task<Evaluated> RunAsync(string code, CellContext cell)
    {
        Script<object> script = Compile(code, cell);
        Exception? thrown = null;
        bool Catch(Exception error)
        {
            thrown = error;
            return true;
        }

        ScriptState<object> state = State is null
            ? await script.RunAsync(globals: null, Catch, cell.Cancellation).ConfigureAwait(false)
            : await script.RunFromAsync(State, Catch, cell.Cancellation).ConfigureAwait(false);
        if (!cell.TryKeep(() => State = state))
            throw new OperationCanceledException(cell.Cancellation);
        if (thrown is not null)
            ExceptionDispatchInfo.Throw(thrown);
        bool hasValue = (bool)HasReturnValue.Invoke(script, null)!;
        return hasValue ? new Evaluated(true, state.ReturnValue, LastLine(code)) : default;
    }

    /// <inheritdoc/>
    public async Task SetAsync(string name, object? value, CellContext cell)
    {
        if (!SyntaxFacts.IsValidIdentifier(name))
            throw new CellException("MagicError", $"'{name}' is not a C# name.", null);
        string type = TypeNames.CSharp(value?.GetType() ?? typeof(object));
        SharedValues.Put(name, value);
        await RunAsync($"{type} {name} = ({type})global::RlTrainer.Notebooks.Scripting.SharedValues.Take(\"{name}\");", cell)
            .ConfigureAwait(false);
    }

    /// <summary>What the compiler would know of this code as the next cell; nothing is run.</summary>
    public (SyntaxTree Tree, SemanticModel Model) Model(string code)
    {
        Compilation compilation = Continue(code, _options).GetCompilation();
        SyntaxTree tree = compilation.SyntaxTrees.Last();
        return (tree, compilation.GetSemanticModel(tree));
    }

    private Script<object> Compile(string code, CellContext cell)
    {
        string polled = PollInserter.Insert(code, ParseOptions);
        Script<object> script = Continue(polled, Named(cell));
        var problems = script.Compile(cell.Cancellation);
        if (HasErrors(problems) && AddNeeded(problems))
        {
            script = Continue(polled, Named(cell));
            problems = script.Compile(cell.Cancellation);
        }

        if (!HasErrors(problems))
        {
            if (ErrorReport.Warnings(problems, cell.CellNumber) is { Length: > 0 } warnings)
                cell.Outputs.Write(new StreamOutput(StreamOutput.StandardError, warnings));
            return script;
        }

        // Compile what the reader wrote: its columns are the ones to report.
        Script<object> written = Continue(code, Named(cell));
        var diagnostics = written.Compile(cell.Cancellation);
        return HasErrors(diagnostics) ? throw ErrorReport.OfCompilation(diagnostics) : written;
    }

    private ScriptOptions Named(CellContext cell) => _options.WithFilePath(ErrorReport.FileName(cell.CellNumber));

    /// <summary>References the assemblies that the compiler said it
    /// lacks (CS0012); false when there are none to be had.</summary>
    private bool AddNeeded(IEnumerable<Diagnostic> problems)
    {
        string[] paths =
        [
            .. problems.Where(problem => problem.Id == "CS0012")
                .Select(problem => LackedAssembly().Match(problem.GetMessage(CultureInfo.InvariantCulture)).Groups[1].Value)
                .Distinct().Select(_references.Find).OfType<string>(),
        ];
        AddReferences(paths);
        return paths.Length > 0;
    }

    // A later cell has the first one's imports already. Given again they would be bound anew once a reference was added, and
    // display would be there twice.
    private Script<object> Continue(string code, ScriptOptions options) => State is null
        ? CSharpScript.Create<object>(code, options, globalsType: null, _references.Loader)
        : State.Script.ContinueWith<object>(code, options.WithImports());

    [GeneratedRegex("'([^',]+), Version=")]
    private static partial Regex LackedAssembly();

    /// <summary>The line on which the code's last statement begins, from 1.</summary>
    private static int? LastLine(string code)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(code, ParseOptions);
        SyntaxNode? last = ((Microsoft.CodeAnalysis.CSharp.Syntax.CompilationUnitSyntax)tree.GetRoot()).Members.LastOrDefault();
        return last is null ? null : tree.GetLineSpan(last.Span).StartLinePosition.Line + 1;
    }

    private static bool HasErrors(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
