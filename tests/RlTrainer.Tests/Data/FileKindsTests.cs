using System.Text;
using RlTrainer.Data;

namespace RlTrainer.Tests.Data;

/// <summary>What is no text of bars is named for what it is, and the message says what to do instead.</summary>
public sealed class FileKindsTests
{
    [Theory]
    [InlineData("44424E03", "Databento DBN data", "schema ohlcv-1m")]
    [InlineData("28B52FFD", "zstd-compressed data (usually Databento's)", "decompress it")]
    [InlineData("50415231", "Parquet data", "reads Parquet")]
    [InlineData("4152524F5731", "Arrow (Feather) data", "reads Arrow")]
    [InlineData("46454131", "Feather data of version 1", "write it again as Feather version 2")]
    [InlineData("425A6839", "bzip2-compressed data", "reads bzip2")]
    [InlineData("FD377A585A00", "xz-compressed data", "reads xz")]
    [InlineData("377ABCAF271C", "a 7z archive", "pack it as .zip")]
    [InlineData("526172211A07", "a RAR archive", "pack it as .zip")]
    [InlineData("894844460D0A", "HDF5 data", "read_hdf")]
    [InlineData("D0CF11E0A1B1", "an old Excel workbook (.xls)", "CSV UTF-8")]
    [InlineData("255044462D31", "a PDF document", "as CSV")]
    [InlineData("934E554D5059", "a NumPy array (.npy)", "with its times")]
    [InlineData("80049500", "a Python pickle", "since opening one runs code")]
    [InlineData("504B0304", "a zip archive or an Excel workbook", "name an archive .zip")]
    [InlineData("1F8B0800", "gzip-compressed data inside compressed data", "decompress it once")]
    [InlineData("5D000080FFFF", "LZMA-compressed data", "compress it as .xz")]
    [InlineData("789C0102", "zlib-compressed data without a gzip head", "compress it as .gz")]
    public void A_file_is_known_by_its_first_bytes(string bytes, string kind, string remedy)
    {
        string message = Refusal(Convert.FromHexString(bytes));
        Assert.StartsWith($"es.csv: found {kind}, not text. Expected CSV: ", message, StringComparison.Ordinal);
        Assert.Contains(remedy, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SQLite format 3\0", 0, "an SQLite database")]
    [InlineData("ustar", 257, "a tar archive")]
    [InlineData("DUCK", 8, "a DuckDB database")]
    public void A_file_is_known_by_bytes_further_inside(string mark, int at, string kind)
    {
        byte[] bytes = new byte[512];
        Encoding.Latin1.GetBytes(mark).CopyTo(bytes, at);
        Assert.StartsWith($"es.csv: found {kind}, not text.", Refusal(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html>", "an HTML page (often a login or an error page saved in place of the download)")]
    [InlineData("  \r\n<html lang=\"en\">", "an HTML page (often a login or an error page saved in place of the download)")]
    [InlineData("<table><tr>", "a table of an HTML page")]
    [InlineData("<?xml version=\"1.0\"?><bars>", "an XML document")]
    [InlineData("{\\rtf1\\ansi", "a rich-text document")]
    [InlineData("version https://git-lfs.github.com/spec/v1\n", "a pointer of Git LFS in place of the file")]
    public void Markup_in_place_of_rows_is_named(string text, string kind) =>
        Assert.StartsWith($"es.csv: found {kind}. Expected CSV: ", Refusal(Encoding.UTF8.GetBytes(text)),
            StringComparison.Ordinal);

    [Fact]
    public void Text_of_two_bytes_a_letter_without_its_mark_is_named_in_both_orders()
    {
        foreach (Encoding encoding in (Encoding[])[new UnicodeEncoding(false, false), new UnicodeEncoding(true, false)])
            Assert.StartsWith(
                "es.csv: found UTF-16 text without a byte-order mark. Expected UTF-8: ",
                Refusal(encoding.GetBytes("time,open,high,low,close,volume")), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_of_which_more_than_a_tenth_are_zero_are_no_text()
    {
        byte[] bytes = new byte[100];
        Array.Fill(bytes, (byte)'a');
        bytes.AsSpan(0, 10).Clear();
        FileKinds.ThrowIfNoText(bytes, "es.csv");                                            // a tenth is not more than one
        bytes[10] = 0;
        Assert.StartsWith("es.csv: found binary data (it begins with ", Refusal(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("time,open,high,low,close,volume\n2024-01-02 09:30,1,1,1,1,1\n")]
    [InlineData("")]
    [InlineData("PA")]                                                                       // too short for a mark
    [InlineData("Rare earths\n")]
    public void Text_is_let_through(string text) => FileKinds.ThrowIfNoText(Encoding.UTF8.GetBytes(text), "es.csv");

    private static string Refusal(byte[] bytes) =>
        Assert.Throws<BarDataException>(() => FileKinds.ThrowIfNoText(bytes, "es.csv")).Message;
}
