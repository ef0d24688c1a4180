using System.Text;
using RlTrainer.Data;

namespace RlTrainer.Tests.Data;

/// <summary>Numbers as people and spreadsheets write them: a mark
/// that parts thousands is never taken for a decimal sign.</summary>
public sealed class HumanNumberTests
{
    [Theory]
    [InlineData("12,345", '.', 12_345)]
    [InlineData("12.345", ',', 12_345)]
    [InlineData("12 345", '.', 12_345)]
    [InlineData("12'345", '.', 12_345)]
    [InlineData("1,234,567.25", '.', 1_234_567.25)]
    [InlineData("1.234.567,25", ',', 1_234_567.25)]
    [InlineData("$5,100.50", '.', 5_100.5)]
    [InlineData("-$5,100.50", '.', -5_100.5)]
    [InlineData("($5,100.50)", '.', -5_100.5)]
    [InlineData("+7", '.', 7)]
    [InlineData("1.5K", '.', 1_500)]
    [InlineData("2,5 M", ',', 2_500_000)]
    [InlineData("3b", '.', 3_000_000_000)]
    [InlineData(" 42 ", '.', 42)]
    [InlineData("5.", '.', 5)]
    public void A_number_is_read(string text, char sign, double expected)
    {
        Assert.True(HumanNumber.TryParse(Encoding.UTF8.GetBytes(text), sign, out double value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("1,5", '.')]                                            // never 15
    [InlineData("1,50", '.')]
    [InlineData("12,3456", '.')]
    [InlineData("1234,567", '.')]                                       // the first group is too long
    [InlineData("1,234.567,8", '.')]
    [InlineData("1,234'567", '.')]                                      // two marks
    [InlineData("12.34.5", '.')]
    [InlineData(",123", '.')]
    [InlineData("1,", '.')]
    [InlineData("", '.')]
    [InlineData("K", '.')]
    [InlineData("abc", '.')]
    [InlineData("1e5", '.')]
    [InlineData("5.1x", '.')]
    [InlineData("123456789012345678901234567890123456789012", '.')]     // longer than any price
    public void What_is_no_number_is_not_read_as_one(string text, char sign) =>
        Assert.False(HumanNumber.TryParse(Encoding.UTF8.GetBytes(text), sign, out _));
}
