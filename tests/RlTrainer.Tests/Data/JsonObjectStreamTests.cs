using System.Text;
using RlTrainer.Data;

namespace RlTrainer.Tests.Data;

/// <summary>JSON of bars as one object a line: what stands around
/// them is no row, and nothing between them goes missing.</summary>
public sealed class JsonObjectStreamTests
{
    [Theory]
    [InlineData("[{\"t\":1},{\"t\":2}]", "{\"t\":1}|{\"t\":2}")]
    [InlineData("{\"t\":1}\n{\"t\":2}\n", "{\"t\":1}|{\"t\":2}")]
    [InlineData("[\n  {\n    \"t\": 1\n  }\n]", "{     \"t\": 1   }")]
    [InlineData("{\"bars\":[{\"t\":1},{\"t\":2}],\"next\":\"x\"}", "{\"t\":1}|{\"t\":2}")]
    [InlineData("[{\"t\":1}, oops, {\"t\":2}]", "{\"t\":1}|oops|{\"t\":2}")]
    [InlineData("[{\"t\":1},{\"t\":2", "{\"t\":1}|{\"t\":2")]           // a file that was cut: the rest is a row that fails
    [InlineData("[]", "")]
    [InlineData("", "")]
    public void Every_object_is_a_line(string text, string rows) =>
        Assert.Equal(rows, string.Join('|', Read(text, 4096).Split('\n', StringSplitOptions.RemoveEmptyEntries)));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    public void The_callers_buffer_decides_nothing(int size)
    {
        string text = "[" + string.Join(",", Enumerable.Range(0, 500).Select(number => $"{{\"t\":{number}}}")) + "]";
        string rows = string.Concat(Enumerable.Range(0, 500).Select(number => $"{{\"t\":{number}}}\n"));
        Assert.Equal(rows, Read(text, size));
    }

    private static string Read(string text, int size)
    {
        using var stream = new JsonObjectStream(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        using var all = new MemoryStream();
        byte[] buffer = new byte[size];
        for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer)) all.Write(buffer, 0, read);
        return Encoding.UTF8.GetString(all.ToArray());
    }
}
