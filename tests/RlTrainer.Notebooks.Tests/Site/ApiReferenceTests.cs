using System.Text.RegularExpressions;
using RlTrainer.Notebooks.Site;
using RlTrainer.Runs;

namespace RlTrainer.Notebooks.Tests.Site;

/// <summary>The reference pages: every public type, its members, their words, and no link to nowhere.</summary>
public sealed partial class ApiReferenceTests
{
    private static readonly ApiReference Reference = new(typeof(RunConfig).Assembly);

    [Fact]
    public void Every_public_type_of_the_library_has_a_section_on_its_namespaces_page()
    {
        foreach (Type type in typeof(RunConfig).Assembly.GetExportedTypes().Where(type => !type.IsNested))
        {
            ApiPage page = Assert.Single(Reference.Pages, page => page.Title == type.Namespace);
            Assert.Contains($"<h2 id=\"{type.Name}\">", page.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_method_stands_with_signature_parameters_return_and_errors()
    {
        string body = Reference.Pages.Single(page => page.Title == "RlTrainer.Runs").Body;
        Assert.Contains("static RunRequest Read(string json, string origin, IReadOnlyList&lt;RunSetting&gt; settings, "
            + "RunConfig preset = null, RunConfig after = null, InstrumentCatalog instruments = null)", body,
            StringComparison.Ordinal);
        Assert.Contains("<dt><code>settings</code></dt><dd>Applied in order after the text.</dd>", body,
            StringComparison.Ordinal);
        Assert.Contains("<dt>throws <code>InvalidDataException</code></dt>", body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_records_positional_property_has_the_words_of_its_parameter()
    {
        string body = Reference.Pages.Single(page => page.Title == "RlTrainer.Runs").Body;
        int place = body.IndexOf("<h2 id=\"RunFolder\">", StringComparison.Ordinal);
        Assert.True(place > 0);
        Assert.DoesNotContain("PrintMembers", body, StringComparison.Ordinal);
        Assert.DoesNotContain("&lt;Clone&gt;", body, StringComparison.Ordinal);
        Assert.DoesNotContain("EqualityContract", body, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_documented_public_member_is_found_by_its_name_in_the_documentation_file()
    {
        // What has no entry under the name made here would be missing from the page: of a thousand members next to none may be.
        int sections = Reference.Pages.Sum(page => Member().Count(page.Body)), bare = Reference.Pages.Sum(
            page => Bare().Count(page.Body));
        Assert.InRange(sections, 1000, 20_000);
        Assert.Equal(0, bare);
    }

    [Fact]
    public void No_link_leads_nowhere()
    {
        HashSet<string> places = [.. Reference.Pages.SelectMany(page => page.Types.Select(type => $"{page.FileName}#{type.Id}"))];
        string[] links = [.. Reference.Pages.SelectMany(
            page => Link().Matches(page.Body).Select(match => match.Groups[1].Value))];
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Contains(link, places));
    }

    [Theory]
    [InlineData(typeof(Dictionary<string, int[]>), "Dictionary<string, int[]>")]
    [InlineData(typeof(double?), "double?")]
    [InlineData(typeof((long, string)), "(long, string)")]
    [InlineData(typeof(float[,]), "float[,]")]
    public void Types_are_written_as_in_code(Type type, string expected) => Assert.Equal(expected, ApiSignature.Name(type));

    [GeneratedRegex("<div class=\"member\">")]
    private static partial Regex Member();

    [GeneratedRegex("<div class=\"member\">\n<pre><code>[^\n]*</code></pre>\n</div>")]
    private static partial Regex Bare();

    [GeneratedRegex("<a href=\"(api-[^\"]*)\">")]
    private static partial Regex Link();
}
