using RlTrainer.Data;

namespace RlTrainer.Tests.Data;

/// <summary>Days that lie a month apart were read with day and month in each other's place.</summary>
public sealed class RowGuardDatesTests
{
    private static readonly DateTime Start = new(2024, 1, 2, 14, 30, 0, DateTimeKind.Utc);

    // Days from the first to the fifth of February, 01/02 to 05/02, read with the month first: the second of five months.
    [Fact]
    public void Days_a_month_apart_are_refused_with_the_first_of_them()
    {
        long[] swapped = [.. Enumerable.Range(0, 5).SelectMany(month => Minutes(Start.AddMonths(month), 10))];
        Assert.Equal(
            "es.csv: its 5 days lie a month apart (2024-01-02, 2024-02-02, 2024-03-02, 2024-04-02, …), as where the day was read "
            + "as the month. Expected days in a row: say --date-order, write the dates as yyyy-MM-dd, or say --accept rows where "
            + "the days are right. Nothing was written.",
            Assert.Throws<BarDataException>(() => Guards().CheckDates(swapped)).Message);
        Guards("rows").CheckDates(swapped);                                       // who says that they are right is believed
    }

    [Fact]
    public void Two_days_a_month_apart_are_too_few_to_tell() =>
        Guards().CheckDates([.. Minutes(Start, 10), .. Minutes(Start.AddMonths(1), 10)]);

    [Fact]
    public void Few_bars_are_too_few_to_tell() =>
        Guards().CheckDates([.. Enumerable.Range(0, 5).SelectMany(month => Minutes(Start.AddMonths(month), 3))]);

    [Fact]
    public void A_week_is_a_week_and_a_run_of_three_days_is_no_swapped_date()
    {
        Guards().CheckDates([.. Enumerable.Range(0, 5).SelectMany(day => Minutes(Start.AddDays(day), 10))]);
        Guards().CheckDates(
            [.. Enumerable.Range(0, 4).SelectMany(month => Enumerable.Range(0, 3).SelectMany(
                day => Minutes(Start.AddMonths(month).AddDays(day), 5)))]);
    }

    [Fact]
    public void Days_of_which_two_lie_nearer_than_a_month_are_let_through() => Guards().CheckDates(
        [.. Minutes(Start, 10), .. Minutes(Start.AddMonths(1), 10), .. Minutes(Start.AddMonths(1).AddDays(10), 10)]);

    private static RowGuards Guards(params string[] accept) => new(new ImportOptions { Accept = accept }, "es.csv");

    private static IEnumerable<long> Minutes(DateTime first, int count) =>
        Enumerable.Range(0, count).Select(minute => ((DateTimeOffset)first.AddMinutes(minute)).ToUnixTimeSeconds());
}
