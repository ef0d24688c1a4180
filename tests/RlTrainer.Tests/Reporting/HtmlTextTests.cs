using System.Xml.Linq;
using RlTrainer.Reporting;

namespace RlTrainer.Tests.Reporting;

/// <summary>The two writers of pages and figures: every text is escaped, every element closed.</summary>
public sealed class HtmlTextTests
{
    private const string Evil = "<b>\"a\" & b</b>";

    [Fact]
    public void A_text_never_becomes_markup()
    {
        var html = new HtmlText();
        html.Element("p", Evil, "soft").Element("h2", Evil).Table([Evil], [[Evil]]);
        XElement page = XElement.Parse($"<page>{html}</page>");
        Assert.Equal([Evil, Evil, Evil, Evil], page.Descendants().Where(one => !one.HasElements).Select(one => one.Value));
        Assert.Empty(page.Descendants("b"));
        Assert.Equal("soft", page.Element("p")!.Attribute("class")!.Value);
    }

    [Fact]
    public void Headings_are_numbered_from_one_for_the_list_of_contents()
    {
        HtmlText html = new HtmlText().Element("h2", "First").Element("p", "text").Element("h2", "Second");
        Assert.Equal(["First", "Second"], html.Headings);
        Assert.Equal("<h2 id=\"s1\">First</h2>\n<p>text</p>\n<h2 id=\"s2\">Second</h2>\n", html.ToString());
    }

    [Fact]
    public void A_table_aligns_words_to_the_left_numbers_to_the_right_and_marks_what_fell()
    {
        var html = new HtmlText();
        html.Table(["name", "profit", "why"], [["a", "−$5", "−"], ["b", "$7", "−x"]], words: 2);
        XElement table = XElement.Parse(html.ToString()).Element("table")!;
        Assert.Equal(["word", "number", "word"], table.Descendants("th").Select(cell => cell.Attribute("class")!.Value));
        Assert.Equal(
            ["word", "number fell", "word fell", "word", "number", "word fell"],
            table.Descendants("td").Select(cell => cell.Attribute("class")!.Value));
    }

    [Fact]
    public void A_figure_is_well_formed_and_carries_its_title_and_its_description()
    {
        var canvas = new SvgCanvas(100, Evil, Evil);
        canvas.Line(0, 0, 10.04, 5, "rl-axis");
        canvas.Rectangle(new(1, 2, 3, 4), "rl-gain", hint: Evil, opacity: 0.5);
        canvas.Path("M0 0L1 1", "rl-line");
        canvas.Circle(1, 2, 3, "rl-mark");
        canvas.Text(1, 2, Evil, "rl-label", "end", isUpright: true);
        XNamespace svg = "http://www.w3.org/2000/svg";
        XElement figure = XElement.Parse(canvas.ToString());
        Assert.Equal((Evil, Evil), (figure.Element(svg + "title")!.Value, figure.Element(svg + "desc")!.Value));
        Assert.Equal("10", figure.Element(svg + "line")!.Attribute("x2")!.Value);                   // a tenth of a pixel
        XElement box = figure.Elements(svg + "rect").Last();
        Assert.Equal(("0.5", Evil), (box.Attribute("fill-opacity")!.Value, box.Element(svg + "title")!.Value));
        XElement text = figure.Elements(svg + "text").Last();
        Assert.Equal(("end", "rotate(-90 1 2)"), (text.Attribute("text-anchor")!.Value, text.Attribute("transform")!.Value));
        Assert.Equal("0 0 800 100", figure.Attribute("viewBox")!.Value);
    }

    [Fact]
    public void Style_sheets_are_packed_without_a_line_and_keep_the_spaces_that_mean_something()
    {
        string css = FigureStyle.Css + ReportStyle.Css;
        Assert.DoesNotContain('\n', css);
        Assert.DoesNotContain(": ", css, StringComparison.Ordinal);
        Assert.DoesNotContain("; ", css, StringComparison.Ordinal);
        Assert.Contains(".tile .name{color:var(--rl-soft);font-size:13px}", css, StringComparison.Ordinal);
        Assert.Contains("'Segoe UI',Roboto,'Noto Sans',sans-serif", css, StringComparison.Ordinal);
        Assert.Contains(".sorts th[aria-sort]:after{content:' ▲'}", css, StringComparison.Ordinal);
        Assert.Contains("@media print{:root,.rl-figure{--rl-ground:#ffffff;", css, StringComparison.Ordinal);
        Assert.Equal(css.Count(letter => letter == '{'), css.Count(letter => letter == '}'));
    }
}
