using Microsoft.CodeAnalysis.CSharp;

namespace RlTrainer.Tests.Architecture;

/// <summary>The page for a caller: a public member with parameters
/// says what each is, what comes back and what it throws.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void Every_public_member_says_its_parameters_its_result_and_the_exceptions_it_throws()
    {
        DocumentedMember[] members = [.. SourceFile.Of("src").SelectMany(file => DocumentedMember.Of(file.Name, file.Root))];
        Assert.InRange(members.Length, 500, int.MaxValue);                // an empty list would pass too
        string[] lacking = [.. members.Where(member => member.Missing.Count > 0)
            .Select(member => $"{member.Name} lacks {string.Join(", ", member.Missing)}")];
        Assert.True(lacking.Length == 0, string.Join('\n', lacking));
    }

    [Fact]
    public void The_reader_names_what_a_page_lacks()
    {
        var root = CSharpSyntaxTree.ParseText(
            """
            public class Desk(int seats)
            {
                /// <summary>A page.</summary>
                /// <param name="a">Ticks.</param>
                public int Sum(int a, int b) { ArgumentOutOfRangeException.ThrowIfNegative(b); Func<int> later = () => throw new IOException(); return a + b; }
                /// <summary>A page.</summary>
                /// <exception cref="ArgumentException">It is empty.</exception>
                /// <param name="name">A name.</param>
                public void Name(string name) { ArgumentNullException.ThrowIfNull(name); if (name.Length == 0) throw new ArgumentException("empty"); }
                /// <inheritdoc/>
                public bool Equals(Desk other) => true;
                internal int Inside(int x) => x;
                private class Drawer { public int Depth(int y) => y; }
            }
            public interface IDesk { int Clean(int times); }
            """).GetRoot();
        Assert.Equal(
            ["made up:1 lacks seats", "made up:5 lacks b, returns, ArgumentOutOfRangeException", "made up:9 lacks ",
                "made up:15 lacks times, returns"],
            DocumentedMember.Of("made up", root).Select(member => $"{member.Name} lacks {string.Join(", ", member.Missing)}"));
    }
}
