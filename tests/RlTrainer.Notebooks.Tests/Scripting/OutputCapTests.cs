using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Outputs;

namespace RlTrainer.Notebooks.Tests.Scripting;

public sealed class OutputCapTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<CellOutput> _list = [];
    private readonly CollectedOutputs _collected = new();

    public OutputCapTests() => _collected.Begin(_list);

    [Fact]
    public void Text_beyond_the_limit_goes_whole_to_a_file_that_is_named()
    {
        using (var capped = new CappedOutputs(_collected, _folder.Path, "n-cell-1") { StreamLimit = 10 })
        {
            for (int line = 0; line < 4; line++)
                capped.Write(new StreamOutput("stdout", "12345\n"));
        }

        _collected.Finish();
        string path = Path.Combine(_folder.Path, "n-cell-1-1.txt");
        Assert.Equal([new StreamOutput("stdout", "12345\n1234"),
            new StreamOutput("stderr", $"\nThe output was cut at 10 characters; the full text is in {path}\n")], _list);
        Assert.Equal("12345\n12345\n12345\n12345\n", File.ReadAllText(path));
    }

    [Fact]
    public void A_display_beyond_the_limit_is_replaced_by_where_it_is()
    {
        using var capped = new CappedOutputs(_collected, _folder.Path, "n-cell-1") { DisplayLimit = 5 };
        capped.Write(new ResultOutput(MimeBundle.Of(MimeBundle.Html, "<b>123</b>", "123")));
        string path = Path.Combine(_folder.Path, "n-cell-1-1.html");
        Assert.Equal($"The display has 10 characters of text/html, more than the 5 a notebook keeps; it is in {path}",
            ((ResultOutput)_list.Single()).Data.Text("text/plain"));
        Assert.Equal("<b>123</b>", File.ReadAllText(path));
    }

    [Fact]
    public void Clearing_waits_for_the_next_output_when_asked()
    {
        _collected.Write(new StreamOutput("stdout", "a"));
        _collected.Clear(wait: true);
        _collected.Finish();
        Assert.Single(_list);
        _collected.Write(new StreamOutput("stdout", "b"));
        _collected.Finish();
        Assert.Equal([new StreamOutput("stdout", "b")], _list);
    }

    public void Dispose() => _folder.Dispose();
}
