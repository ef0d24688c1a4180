using System.Globalization;
using RlTrainer.Evaluation;
using RlTrainer.Reporting;

namespace RlTrainer.Tests.Reporting;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(1234.5, MetricUnit.Dollars, "$1,234")]           // half a dollar rounds to even
    [InlineData(-1250.0, MetricUnit.Dollars, "−$1,250")]
    [InlineData(-2.5, MetricUnit.Dollars, "−$2.50")]
    [InlineData(0.0, MetricUnit.Dollars, "$0")]
    [InlineData(0.123, MetricUnit.Share, "12.3 %")]
    [InlineData(-0.001, MetricUnit.Number, "0.00")]
    [InlineData(1.8, MetricUnit.RMultiple, "1.80 R")]
    [InlineData(1.0, MetricUnit.Days, "1 day")]
    public void Figures_are_written_in_their_unit(double value, MetricUnit unit, string expected) =>
        Assert.Equal(expected, NumberText.Of(value, unit));

    [Fact]
    public void The_language_of_the_machine_changes_nothing()
    {
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NegativeSign = "~";
        CultureInfo before = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = comma;
            Assert.Equal("−1.50", NumberText.Number(-1.5));
            Assert.Equal("-1.5", NumberText.Plain(-1.5));
            Assert.Equal("a\n-1.5\n", new CsvText("a").Row(-1.5).ToString());
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_csv_field_is_quoted_where_it_must_be() =>
        Assert.Equal("a,b\n\"x, \"\"y\"\"\",\n", new CsvText("a", "b").Row("x, \"y\"", null).ToString());

    [Fact]
    public void A_csv_row_of_another_width_is_refused() => Assert.Equal(
        "A CSV row had 1 fields; expected 2, as the header has.",
        Assert.Throws<ArgumentException>(() => new CsvText("a", "b").Row(1)).Message);
}
