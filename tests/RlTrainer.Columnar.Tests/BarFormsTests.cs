using System.Globalization;
using System.Text;
using RlTrainer.Data;
using RlTrainer.Market;
using RlTrainer.Tests.Architecture;

namespace RlTrainer.Columnar.Tests;

/// <summary>One series in many forms comes back as itself or as a question,
/// never as another series; the page of forms is written here.</summary>
public sealed class BarFormsTests : IDisposable
{
    private const string Page = "src/data-formats.md";
    private static readonly ImportOptions Silent = new() { Formats = ColumnarFormats.All };
    private readonly string _folder = Directory.CreateTempSubdirectory("forms").FullName;

    public static TheoryData<string> Names => [.. BarForms.All.Select(form => form.ToString())];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void One_series_in_any_form_comes_back_as_itself_or_as_a_question(string name)
    {
        BarForm form = BarForms.All.Single(each => each.ToString() == name);
        (LayoutQuestion? question, ImportResult? silent) = Read(form, Silent);
        Assert.Equal(form.Answers is not null, question is not null);
        if (silent is not null) AssertSame(form, silent.Bars);
        if (form.Answers is { } answers)
            AssertSame(form, Read(form, answers with { Formats = ColumnarFormats.All }).Result!.Bars);
    }

    [Fact]
    public void Every_answer_to_a_question_but_the_right_one_is_another_series_and_the_right_one_is_among_them()
    {
        foreach (BarForm form in BarForms.All.Where(each => each.Answers is { AcceptEvidence: true, DateOrder: null }))
        {
            LayoutQuestion question = Read(form, Silent).Question!;
            Assert.NotNull(question.Recommended);
            AssertSame(form, Read(form, Silent.With(question.Recommended)).Result!.Bars);
        }
    }

    [Fact]
    public void The_page_of_forms_says_what_the_import_does()
    {
        string written = Text();
        if (Environment.GetEnvironmentVariable("RLTRAINER_WRITE_PAGES") == "1")
            File.WriteAllText(Path.Combine(Repository.Root, Page), written);
        Assert.True(BarForms.All.Count >= 40, $"{BarForms.All.Count} forms");
        Assert.True(Repository.Read(Page) == written,
            $"{Page} is not what the import does; write it again: RLTRAINER_WRITE_PAGES=1 dotnet test "
            + $"tests/RlTrainer.Columnar.Tests -c Release --filter BarFormsTests");
    }

    private static void AssertSame(BarForm form, BarSeries bars)
    {
        Assert.Equal(BarForm.Series.Count, bars.Count);
        for (int bar = 0; bar < bars.Count; bar++)
            Assert.Equal(form.HasVolume ? BarForm.Series[bar] : BarForm.Series[bar] with { Volume = 0 }, bars[bar]);
    }

    private (LayoutQuestion? Question, ImportResult? Result) Read(BarForm form, ImportOptions options)
    {
        string path = Path.Combine(_folder, form.File);
        File.WriteAllBytes(path, form.Content());
        try
        {
            return (null, BarImport.Run([path], null, Instrument.ES, options));
        }
        catch (BarQuestionException question)
        {
            return (question.Question, null);
        }
    }

    private string Text()
    {
        var page = new StringBuilder("""
            # Forms that the import reads

            Written by `BarFormsTests` in `tests/RlTrainer.Columnar.Tests`, which writes one series of three whole trading days of ES in every
            form below and imports it. Each form came back as the same bars, or as a question and, answered, as the same bars. Vendors are
            named for the form; the files are written here after their documentation.

            "Read as" has what is known and how: stated by the file, documented by the vendor, shown by the session calendar, or the usual
            case, which is always printed. "Asks for" is what the file leaves open; nothing is read before it is answered.

            | vendor | form | read as | asks for | answered by | rows | bars |
            |---|---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (BarForm form in BarForms.All) page.Append(Row(form)).Append('\n');
        return page.Append("""

            ## What is named for what it is and refused

            SQLite and DuckDB databases, HTML pages and XML documents, spreadsheets (.xlsx, .xls, .ods), HDF5, NumPy arrays, Python pickles
            (opening one runs code), PDF, RAR and 7z archives, UTF-16 without its mark, quotes without trades, bars longer than a minute. The
            refusal says what to export instead. Compressed content of more than 500 times its size and more than 256 MB is refused.

            """.ReplaceLineEndings("\n")).ToString();
    }

    private string Row(BarForm form)
    {
        (LayoutQuestion? question, ImportResult? silent) = Read(form, Silent);
        ImportResult result = silent ?? Read(form, form.Answers! with { Formats = ColumnarFormats.All }).Result!;
        string facts = string.Join(
            "; ", result.Facts.Where(
                line => line.StartsWith("  zone", StringComparison.Ordinal)
                    || line.StartsWith("  edge", StringComparison.Ordinal)).Select(line => line.Split('(')[0].Trim()));
        return string.Create(CultureInfo.InvariantCulture,
            $"| {form.Vendor} | {form.Words.Replace("|", "\\|", StringComparison.Ordinal)} | {result.Reports[0].Format}; {facts} "
            + $"| {question?.Fact ?? "nothing"} | {(question is null ? "" : $"`{Said(form.Answers!)}`")} | "
            + $"{result.Reports.Sum(report => report.RowsRead)} | {result.Bars.Count} |");
    }

    private static string Said(ImportOptions answers)
    {
        string[] words =
        [
            answers.AcceptEvidence ? "--accept-evidence" : "", answers.Format is { } format ? $"--format {format}" : "",
            answers.Mapping is { } mapping ? $"--columns {mapping.Text}" : "",
            answers.Zone is { } zone ? $"--zone {zone}" : "", answers.Edge is { } edge ? $"--edge {edge}" : "",
            answers.DateOrder is { } order ? $"--date-order {(order == DateOrder.MonthFirst ? "MDY" : "DMY")}" : "",
        ];
        return string.Join(' ', words.Where(word => word.Length > 0));
    }
}
