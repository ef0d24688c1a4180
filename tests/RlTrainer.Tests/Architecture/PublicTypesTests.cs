using System.Reflection;
using System.Xml.Linq;
using RlTrainer.Market;

namespace RlTrainer.Tests.Architecture;

/// <summary>What the core promises to a caller: how many types, and how many of their methods say what each parameter is.</summary>
public sealed class PublicTypesTests
{
    private static readonly Type[] Types = typeof(BarSeries).Assembly.GetExportedTypes();

    [Fact]
    public void The_core_has_no_more_public_types_than_the_list_says()
    {
        int allowed = Debts.Of("public types of the core");
        Assert.True(Types.Length <= allowed, $"The core has {Types.Length} public types, {allowed} are meant. Make internal what only the library uses.");
    }

    [Fact]
    public void Every_parameter_is_documented_but_for_as_many_methods_as_the_list_says()
    {
        var pages = XDocument.Load(Path.ChangeExtension(typeof(BarSeries).Assembly.Location, ".xml"));
        var documented = pages.Descendants("member").ToDictionary(
            member => member.Attribute("name")!.Value,
            member => (Parameters: member.Elements("param").Count(), Inherits: member.Element("inheritdoc") is not null));
        string[] lacking = [.. Types.SelectMany(MethodsOf).Where(method => Lacks(documented, method)).Select(method => $"{method.DeclaringType!.Name}.{method.Name}").Order(StringComparer.Ordinal)];
        int allowed = Debts.Of("public methods without every <param>");
        Assert.True(lacking.Length <= allowed, $"{lacking.Length} public methods lack a <param>, {allowed} were left: {string.Join(", ", lacking)}.");
    }

    private static IEnumerable<MethodInfo> MethodsOf(Type type) => type
        .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(method => !method.IsSpecialName && method.GetParameters().Length > 0 && !IsMadeByTheCompiler(method));

    private static bool IsMadeByTheCompiler(MethodInfo method) =>
        method.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute)) || method.Name is "Equals" or "Deconstruct" or "Invoke" or "BeginInvoke" or "EndInvoke" or "PrintMembers";

    /// <summary>An overload without its page has another of the same name that carries the sentence; all of them are asked.</summary>
    private static bool Lacks(Dictionary<string, (int Parameters, bool Inherits)> documented, MethodInfo method)
    {
        string name = $"M:{method.DeclaringType!.FullName!.Replace('+', '.')}.{method.Name}";
        return !documented.Where(page => page.Key.StartsWith(name, StringComparison.Ordinal) && (page.Key.Length == name.Length || page.Key[name.Length] is '(' or '`'))
            .Any(page => page.Value.Inherits || page.Value.Parameters == method.GetParameters().Length);
    }
}
