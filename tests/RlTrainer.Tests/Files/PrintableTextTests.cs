using RlTrainer.Files;

namespace RlTrainer.Tests.Files;

public sealed class PrintableTextTests
{
    [Theory]
    [InlineData("phase1", "phase1")]
    [InlineData("a\nb", "a\\u000ab")]
    [InlineData("\u001b[2J\u009b31m", "\\u001b[2J\\u009b31m")]
    [InlineData("a\u202egnp.exe", "a\\u202egnp.exe")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void A_name_is_one_line_of_letters(string? name, string printed) => Assert.Equal(printed, PrintableText.Name(name));

    [Fact]
    public void A_message_keeps_its_lines_and_nothing_else_that_moves_the_cursor() =>
        Assert.Equal("one\n\ttwo\nthree\\u000d\\u0008", PrintableText.Lines("one\n\ttwo\r\nthree\r\b"));

    [Fact]
    public void A_very_long_name_keeps_its_beginning_and_end()
    {
        string printed = PrintableText.Name("a" + new string('x', 1_000_000) + "z");
        Assert.Equal("a" + new string('x', 99) + "…" + new string('x', 99) + "z", printed);
    }

    [Theory]
    [InlineData("NQ – 1 Minute é 😀", false)]
    [InlineData("tab\there", true)]
    [InlineData("\u2028", true)]
    [InlineData(null, false)]
    public void What_no_name_may_hold(string? name, bool isHostile) => Assert.Equal(isHostile, PrintableText.HasControl(name));

    [Fact]
    public void Half_of_a_character_is_no_name()
    {
        Assert.True(PrintableText.HasControl("a" + (char)0xd83d));               // the first half of a smiling face
        Assert.True(PrintableText.HasControl((char)0xde00 + "b"));               // its second half
        Assert.False(PrintableText.HasControl("a" + (char)0xd83d + (char)0xde00));
    }
}
