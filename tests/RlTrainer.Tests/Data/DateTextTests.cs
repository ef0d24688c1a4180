using System.Text;
using RlTrainer.Data;

namespace RlTrainer.Tests.Data;

/// <summary>Dates as files write them, and what is none. 2024-01-02 is day 19,724: 54 years of 365 days, 13 leap days of 1972
/// to 2020, and one day.</summary>
public sealed class DateTextTests
{
    [Theory]
    [InlineData("20240102", nameof(TimeForm.Compact), 8)]
    [InlineData("20240102 0930", nameof(TimeForm.Compact), 8)]
    [InlineData("2024-01-02", nameof(TimeForm.YearFirst), 10)]
    [InlineData("2024/1/2 09:30", nameof(TimeForm.YearFirst), 8)]
    [InlineData("24.01.02", nameof(TimeForm.YearFirst), 8)]
    [InlineData("01/02/2024", nameof(TimeForm.MonthFirst), 10)]
    [InlineData("1-2-24", nameof(TimeForm.MonthFirst), 6)]
    [InlineData("02.01.2024", nameof(TimeForm.DayFirst), 10)]
    [InlineData("2-Jan-2024", nameof(TimeForm.NamedMonth), 10)]
    [InlineData("02 January 2024", nameof(TimeForm.NamedMonth), 15)]
    [InlineData("Jan 2, 2024", nameof(TimeForm.NamedMonth), 11)]
    [InlineData("JAN 2 24", nameof(TimeForm.NamedMonth), 8)]
    public void A_date_is_read_in_its_form_and_what_follows_is_left(string text, string form, int used)
    {
        Assert.True(DateText.TryParse(Encoding.UTF8.GetBytes(text), Enum.Parse<TimeForm>(form), out long day, out int read));
        Assert.Equal((19_724L, used), (day, read));
    }

    [Theory]
    [InlineData("20241301", nameof(TimeForm.Compact))]                  // no month 13
    [InlineData("2024010", nameof(TimeForm.Compact))]
    [InlineData("2023-02-29", nameof(TimeForm.YearFirst))]              // no leap year
    [InlineData("2024-04-31", nameof(TimeForm.YearFirst))]
    [InlineData("2024-00-10", nameof(TimeForm.YearFirst))]
    [InlineData("202-01-02", nameof(TimeForm.YearFirst))]               // a year of three digits
    [InlineData("2024-001-02", nameof(TimeForm.YearFirst))]
    [InlineData("2024 01 02", nameof(TimeForm.YearFirst))]
    [InlineData("13/02/2024", nameof(TimeForm.MonthFirst))]
    [InlineData("02/13/2024", nameof(TimeForm.DayFirst))]
    [InlineData("2/2024", nameof(TimeForm.DayFirst))]
    [InlineData("2-Jab-2024", nameof(TimeForm.NamedMonth))]
    [InlineData("2-Ja-2024", nameof(TimeForm.NamedMonth))]
    [InlineData("Jan 2024", nameof(TimeForm.NamedMonth))]
    [InlineData("1969-12-31", nameof(TimeForm.YearFirst))]
    [InlineData("2200-01-01", nameof(TimeForm.YearFirst))]
    [InlineData("", nameof(TimeForm.YearFirst))]
    public void What_is_no_date_is_not_read_as_one(string text, string form) =>
        Assert.False(DateText.TryParse(Encoding.UTF8.GetBytes(text), Enum.Parse<TimeForm>(form), out _, out _));

    [Fact]
    public void A_year_of_two_digits_turns_its_century_at_70()
    {
        Assert.True(DateText.TryParse("70-01-01"u8, TimeForm.YearFirst, out long first, out _));
        Assert.True(DateText.TryParse("69-01-01"u8, TimeForm.YearFirst, out long later, out _));
        Assert.Equal(0, first);
        Assert.Equal(36_160, later);                                    // 2069-01-01: 99 years of 365 days and 25 leap days
    }

    [Fact]
    public void Every_day_of_two_centuries_is_one_more_than_the_day_before()
    {
        DateTime date = DateTime.UnixEpoch;
        for (long expected = 0; date.Year < 2170; expected++, date = date.AddDays(1))
        {
            byte[] text = Encoding.UTF8.GetBytes(
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd}"));
            Assert.True(DateText.TryParse(text, TimeForm.YearFirst, out long day, out _));
            Assert.Equal(expected, day);
        }
    }
}
