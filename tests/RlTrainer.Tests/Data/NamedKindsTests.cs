using System.IO.Compression;
using System.Text;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Tests.Data;

/// <summary>What is no text of bars is named for what it is, with what to export instead.</summary>
public sealed class NamedKindsTests : IDisposable
{
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("SQLite format 3\0\u0010\0", "found an SQLite database, not text. Expected CSV: select the bars and write them")]
    [InlineData("\0\0\0\0\0\0\0\0DUCK\0\0\0\0", "found a DuckDB database, not text. Expected CSV: copy the bars to CSV")]
    [InlineData("<!DOCTYPE html><html><body>Please log in</body></html>", "found an HTML page (often a login or an error page")]
    [InlineData("<table><tr><td>1</td></tr></table>", "found a table of an HTML page")]
    [InlineData("<?xml version=\"1.0\"?><bars/>", "found an XML document")]
    [InlineData("\u0089HDF\r\n\u001a\n", "found HDF5 data, not text. Expected CSV: read it where it was written")]
    [InlineData("\u0093NUMPY\u0001\0v\0", "found a NumPy array (.npy), not text")]
    [InlineData("\u0080\u0004\u0095\u0001", "found a Python pickle, not text. Expected CSV: pickles are not opened")]
    [InlineData("%PDF-1.7\n", "found a PDF document, not text")]
    [InlineData("Rar!\u001a\u0007\0", "found a RAR archive, not text. Expected CSV: unpack it, or pack it as .zip")]
    [InlineData("7z\u00bc\u00af\u0027\u001c", "found a 7z archive, not text")]
    [InlineData("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1", "found an old Excel workbook (.xls), not text")]
    [InlineData("PAR1\u0015\u0004", "found Parquet data, not text")]
    [InlineData("ARROW1\0\0", "found Arrow (Feather) data, not text")]
    [InlineData("FEA1\0\0\0\0", "found Feather data of version 1, not text")]
    [InlineData("BZh91AY&SY", "found bzip2-compressed data, not text")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "found a pointer of Git LFS in place of the file")]
    [InlineData("{\\rtf1\\ansi 1}", "found a rich-text document")]
    [InlineData("t\0i\0m\0e\0,\0o\0p\0e\0n\0,\0h\0i\0g\0h\0,\0l\0o\0w\0\n\0", "found UTF-16 text without a byte-order mark")]
    [InlineData("\u0001\0\0\0\u0002\0\0\0\u0003\0\0\0\u0004\0\0\0\u0005\0\0\0", "found binary data (it begins with ")]
    public void A_file_of_another_kind_is_named(string bytes, string words)
    {
        string path = _folder.Put("bars.csv", bytes, Encoding.Latin1);
        string library = Assert.ThrowsAny<BarDataException>(() =>
            BarImport.Run([path], null, Instrument.ES, new ImportOptions())).Message;
        Assert.StartsWith("bars.csv: " + words, library, StringComparison.Ordinal);
        Assert.Equal(library, Assert.ThrowsAny<BarDataException>(() =>
            BarFile.Read(path, Instrument.ES, BarInterval.Minute, CheckMode.Report)).Message);
    }

    [Fact]
    public void A_workbook_is_named_although_it_is_a_zip()
    {
        string path = Path.Combine(_folder.Path, "bars.zip");
        using (var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create))
            foreach (string part in (string[])["[Content_Types].xml", "xl/workbook.xml"])
                using (Stream entry = archive.CreateEntry(part).Open())
                    entry.WriteByte((byte)'<');
        Assert.StartsWith("bars.zip: found a spreadsheet (.xlsx or .ods), not text. Expected CSV: in the spreadsheet, save the",
            Assert.ThrowsAny<BarDataException>(() => BarImport.Run([path], null, Instrument.ES, new ImportOptions())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_names_only_and_a_symbol_that_begins_with_a_digit_are_answered()
    {
        Assert.Contains("none of its rows became a bar: it has no row. Expected rows below the header",
            _folder.Refused("a.csv", "timestamp,open,high,low,close,volume\n"), StringComparison.Ordinal);
        var euro = new Instrument("6E", "Euro FX", "CME", 0.00005m, 625, 1, 250, false);
        string text = "timestamp,symbol,open,high,low,close,volume\n"
            + "2024-01-02T14:30:00Z,6EH4,1.09650,1.09700,1.09600,1.09655,12\n";
        Bar bar = _folder.Import("6e.csv", text, null, euro).Bars[0];
        Assert.Equal((21_930, 21_931), (bar.OpenTicks, bar.CloseTicks));   // 1.0965 / 0.00005, and a tick more
        Assert.Contains("its symbol is '6EH4', of 6E; the import was asked for ES", _folder.Refused("6e.csv", text),
            StringComparison.Ordinal);
    }
}
