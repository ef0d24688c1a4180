using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Tests.Data;

/// <summary>What one file of a vendor leaves open, the others of the same import tell.</summary>
public sealed class JointEvidenceTests : IDisposable
{
    private static readonly ImportOptions Evidence = new() { AcceptEvidence = true };
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Put(string name, string zone, Func<DateTime, bool> takes, string form = "yyyy-MM-dd HH:mm:ss",
        string header = "Date,open,high,low,close,volume\n") =>
        _folder.Put(name, header + string.Concat(ImportFolder.Rows(zone, BarEdge.End, (time, bar) => takes(time)
            ? $"{ImportFolder.Text(time, form)},{ImportFolder.Prices(bar)},{bar.Volume}" : "")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row + "\n")));

    private static ImportResult Run(ImportOptions options, params string[] files) =>
        BarImport.Run(files, null, Instrument.ES, options);

    private static DateTime Day(int later) =>
        DateTime.UnixEpoch.AddSeconds(ImportFolder.Series[0].UtcSeconds).Date.AddDays(later);

    [Fact]
    public void Some_hours_of_a_day_are_read_by_the_evidence_of_the_other_files()
    {
        string hours = Put("1.csv", "America/Chicago", time => time.Date == Day(1) && time.Hour is 9 or 10);
        string rest = Put("2.csv", "America/Chicago", time => !(time.Date == Day(1) && time.Hour is 9 or 10));
        LayoutQuestion alone = Assert.Throws<BarQuestionException>(() => Run(Evidence, hours)).Question;
        Assert.Null(alone.Recommended);
        ImportResult together = Run(Evidence, hours, rest);
        ImportFolder.AssertSame(together.Bars);
        Assert.Contains(together.Facts, fact =>
            fact.Contains($"no bar of {ImportFolder.Series.Count} outside trading hours, in 2 "
            + "files of this form together", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_of_another_form_is_judged_by_itself()
    {
        string hours = Put("1.csv", "America/Chicago", time => time.Date == Day(1) && time.Hour is 9 or 10);
        string other = Put("2.csv", "UTC", time => !(time.Date == Day(1) && time.Hour is 9 or 10),
            header: "time,open,high,low,close,Vol\n");
        BarQuestionException question = Assert.Throws<BarQuestionException>(() => Run(Evidence, hours, other));
        Assert.StartsWith("1.csv: ", question.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("files of this form together", question.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_one_form_and_two_clocks_have_no_reading_without_a_bar_outside()
    {
        string first = Put("1.csv", "America/Chicago", time => time.Date <= Day(1));
        string second = Put("2.csv", "Europe/Berlin", time => time.Date > Day(1));
        BarQuestionException question = Assert.Throws<BarQuestionException>(() => Run(Evidence, first, second));
        Assert.Null(question.Question.Recommended);
        Assert.Contains("in 2 files of this form together", question.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_dates_is_told_by_the_file_that_has_a_day_above_12()
    {
        // The series begins early in a month: its own days allow both orders, a row of the 20th only one.
        string files = Put("1.csv", "America/Chicago", _ => true, "MM/dd/yyyy HH:mm");
        BarQuestionException alone = Assert.Throws<BarQuestionException>(() => Run(new ImportOptions(), files));
        Assert.Contains("order of day and month", alone.Question.Fact, StringComparison.Ordinal);
        string rows = string.Concat(
            Enumerable.Range(0, 30).Select(minute => $"01/20/2022 10:{minute:00},4770,4771,4769,4770,5\n"));
        string late = _folder.Put("2.csv", "Date,open,high,low,close,volume\n" + rows);
        ImportResult together = Run(Evidence, files, late);
        Assert.Equal(ImportFolder.Series.Count + 30, together.Bars.Count);
        Assert.Equal(ImportFolder.Series[0], together.Bars[0]);
    }

    [Fact]
    public void A_folder_is_one_import_and_what_systems_put_beside_the_data_is_left_out_and_listed()
    {
        Put("months/2022-01-03.csv", "America/Chicago", time => time.Date <= Day(1));
        Put("months/later/2022-01-04.csv", "America/Chicago", time => time.Date > Day(1));
        _folder.Put("months/.DS_Store", "\0\0\0\u0001Bud1");
        _folder.Put("months/readme.md", "Bars of ES.\n");
        ImportResult read = Run(Evidence, Path.Combine(_folder.Path, "months"));
        ImportFolder.AssertSame(read.Bars);
        Assert.Equal([".DS_Store", "readme.md"], read.Ignored);
        _folder.Put("empty/readme.md", "Nothing.\n");
        Assert.Contains("found no file with bars in the folder. Expected vendors' exports.", Assert.Throws<BarDataException>(() =>
            Run(Evidence, Path.Combine(_folder.Path, "empty"))).Message, StringComparison.Ordinal);
    }
}
