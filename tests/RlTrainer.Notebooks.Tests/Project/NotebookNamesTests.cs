using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Scripting;

namespace RlTrainer.Notebooks.Tests.Project;

/// <summary>The project's notebooks use no name that only this host has,
/// so that they run unchanged on the last .NET Interactive.</summary>
public sealed class NotebookNamesTests
{
    // .NET Interactive's last compiler; newer C# does not compile there.
    private const LanguageVersion Language = LanguageVersion.CSharp13;

    private static readonly ScriptOptions Options = ScriptOptions.Default
        .WithReferences([.. InteractiveNames.Framework, InteractiveNames.Reference()])
        .WithImports("System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks",
            "System.Linq", "Microsoft.DotNet.Interactive.Kernel")
        .WithLanguageVersion(Language);

    public static TheoryData<string> Notebooks =>
        [.. Directory.GetFiles(Repository.Notebooks, "*.ipynb").Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void A_notebook_compiles_on_the_names_of_NET_Interactive_alone(string notebook) =>
        Assert.Equal([], Problems(NotebookDocument.Read(Path.Combine(Repository.Notebooks, notebook + ".ipynb"))));

    [Fact]
    public void The_hosts_own_names_would_be_found()
    {
        var document = new NotebookDocument("wrong");
        document.Cells.Add(new NotebookCell(CellKind.Code, "var d = display(1);\nd.Update(2);\n(3).Display();"));
        document.Cells.Add(new NotebookCell(CellKind.Code, "RlTrainer.Notebooks.Outputs.CellContext.Required();"));
        document.Cells.Add(new NotebookCell(CellKind.Code, "#!share --from csharp d --to fsharp"));
        document.Cells.Add(new NotebookCell(CellKind.Code, "#!fsharp\nRlTrainer.Notebooks.Jupyter.Comms.Open(\"x\")"));
        Assert.Equal(
            [
                "cell 2: names RlTrainer.Notebooks, which only this host has",
                "cell 2, line 1: error CS0103: The name 'RlTrainer' does not exist in the current context",
                "cell 3: '#!share --from csharp d --to fsharp' is not a command of .NET Interactive",
                "cell 4: names RlTrainer.Notebooks, which only this host has",
            ],
            Problems(document));
    }

    [Fact]
    public void The_shim_offers_nothing_that_NET_Interactive_does_not_offer()
    {
        Type[] shim = [.. typeof(ScriptEngine).Assembly.GetExportedTypes()
            .Where(type => type.Namespace is "System" or "Microsoft.DotNet.Interactive")];
        var compilation = CSharpCompilation.Create("empty", [], [.. InteractiveNames.Framework, InteractiveNames.Reference()]);
        string[] real = [.. shim.SelectMany(type => Surface(compilation.GetTypeByMetadataName(type.FullName!)!))];
        string[] offered = [.. shim.SelectMany(Surface)];
        Assert.Contains("Microsoft.DotNet.Interactive.Kernel.display(Object value, String[] mimeTypes)", offered);
        Assert.Equal([], offered.Except(real));
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void A_notebook_is_stored_canonically_states_its_question_first_and_ends_with_checks(string notebook)
    {
        NotebookDocument document = NotebookDocument.Read(Path.Combine(Repository.Notebooks, notebook + ".ipynb"));
        Assert.Equal(CellKind.Markdown, document.Cells[0].Kind);
        Assert.StartsWith("# ", document.Cells[0].Source, StringComparison.Ordinal);
        Assert.Equal(document.ToJson(withOutputs: false),
            File.ReadAllText(Path.Combine(Repository.Notebooks, notebook + ".ipynb")));
        Assert.Contains("throw new InvalidOperationException(", document.Cells[^1].Source, StringComparison.Ordinal);
    }

    private static List<string> Problems(NotebookDocument document)
    {
        var problems = new List<string>();
        ScriptOptions options = Options;
        Script<object>? script = null;
        for (int number = 1; number <= document.Cells.Count; number++)
        {
            NotebookCell cell = document.Cells[number - 1];
            if (cell.Kind != CellKind.Code)
                continue;
            string place = string.Create(CultureInfo.InvariantCulture, $"cell {number}");
            if (cell.Source.Contains("RlTrainer.Notebooks", StringComparison.Ordinal))
                problems.Add($"{place}: names RlTrainer.Notebooks, which only this host has");
            foreach (CellStep step in CellSteps.Of(cell.Source, cell.Language))
            {
                switch (step)
                {
                    case MagicStep magic when !InteractiveNames.Commands.Contains(magic.Name) || magic.Option("--to") is not null:
                        problems.Add($"{place}: '{magic.Name} {string.Join(' ', magic.Arguments)}' is not a command of .NET "
                            + $"Interactive");
                        break;
                    case ReferenceStep reference:
                        options = options.AddReferences(
                            MetadataReference.CreateFromFile(Path.Combine(Repository.Notebooks, reference.Reference)));
                        break;
                    case CodeStep { Language: CellLanguages.CSharp } code:
                        script = script is null ? CSharpScript.Create<object>(code.Source, options)
                            : script.ContinueWith<object>(code.Source, options);
                        problems.AddRange(script.Compile().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                            .Select(diagnostic => string.Create(
                            CultureInfo.InvariantCulture,
                            $"{place}, line {diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}: error "
                            + $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}")));
                        break;
                }
            }
        }

        return problems;
    }

    private static IEnumerable<string> Surface(Type type) => type
        .GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(member => member is not MethodInfo { IsSpecialName: true } and not ConstructorInfo)
        .Select(member => $"{type.FullName}.{member.Name}({ParametersOf(member)})");

    private static string ParametersOf(MemberInfo member) => member is not MethodInfo method ? "" : string.Join(
        ", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name + " " + parameter.Name));

    private static IEnumerable<string> Surface(INamedTypeSymbol type) => type.GetMembers()
        .Where(member => member.DeclaredAccessibility == Accessibility.Public
            && member is IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary })
        .Select(member => $"{type.ToDisplayString()}.{member.Name}({ParametersOf(member)})");

    private static string ParametersOf(ISymbol member) => member is not IMethodSymbol method ? "" : string.Join(
        ", ", method.Parameters.Select(parameter => Name(parameter.Type) + " " + parameter.Name));

    private static string Name(ITypeSymbol type) => type is IArrayTypeSymbol array ? Name(array.ElementType) + "[]"
        : type.MetadataName;
}
