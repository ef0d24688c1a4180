using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Scripting;

namespace RlTrainer.Notebooks.Tests.Scripting;

public sealed class ScriptEngineTests : IDisposable
{
    private readonly Session _session = new();

    [Fact]
    public async Task Variables_and_functions_last_from_cell_to_cell()
    {
        await _session.RunAsync("int Twice(int n) => 2 * n;\nvar x = 20;");
        Assert.Equal("41", await _session.ValueAsync("x = Twice(x) + 1;\nx"));
        Assert.Equal(["x"], _session.Engine.Variables.Select(variable => variable.Name));
    }

    [Fact]
    public async Task A_last_line_with_semicolon_shows_nothing()
    {
        await _session.RunAsync("var y = 3;");
        Assert.Empty(_session.Outputs);
    }

    [Fact]
    public async Task Await_works_at_top_level() =>
        Assert.Equal("7", await _session.ValueAsync("await Task.Delay(5);\nvar seven = await Task.FromResult(7);\nseven"));

    [Fact]
    public async Task Console_text_of_a_cell_becomes_its_stream_output()
    {
        await _session.RunAsync("Console.WriteLine(\"a\"); Console.Write(1); Console.Error.Write(\"bad\");");
        Assert.Equal([new StreamOutput("stdout", "a\n1"), new StreamOutput("stderr", "bad")], _session.Outputs);
    }

    [Fact]
    public async Task An_exception_names_cell_and_line()
    {
        await _session.RunAsync(
            "int Half(int n)\n{\n    if (n % 2 != 0)\n        throw new ArgumentException(\"odd\");\n    return n / 2;\n}");
        CellError error = await _session.ErrorAsync("var a = Half(4);\n\nvar b = Half(3);");
        Assert.Equal("System.ArgumentException", error.Name);
        Assert.Equal("odd", error.Message);
        Assert.Equal(3, error.Line);
        Assert.Equal(["at cell 1, line 4", "at cell 2, line 3"], error.Trace);
        Assert.Equal("2", await _session.ValueAsync("a"));
    }

    [Fact]
    public async Task A_compiler_error_names_cell_line_and_column()
    {
        CellError error = await _session.ErrorAsync("while (false) { }\nint x = nothing;");
        Assert.Equal("CompilationError", error.Name);
        Assert.Equal("cell 1, line 2, column 9: error CS0103: The name 'nothing' does not exist in the current context",
            error.Message);
        Assert.Equal(2, error.Line);
    }

    [Fact]
    public async Task A_compiler_error_is_told_once_and_a_warning_on_its_line()
    {
        CellError error = await _session.ErrorAsync("int x = nothing;");
        Assert.Empty(error.Trace);
        CellResult result = await _session.RunAsync("int y = 1;\n[Obsolete(\"old\")] int Old() => 1;\ny = Old();");
        Assert.True(result.Succeeded, result.Error?.Message);
        Assert.Equal("cell 2, line 3: warning CS0618: 'Old()' is obsolete: 'old'\n", _session.Text);
    }

    [Fact]
    public async Task A_value_whose_ToString_fails_is_shown_as_that_and_the_rest_of_the_cell_runs()
    {
        await _session.RunAsync(
            "public class Broken { public override string ToString() => throw new InvalidOperationException(\"no text\"); }");
        CellResult result = await _session.RunAsync("display(new Broken(), \"text/plain\");\nint after = 3;");
        Assert.True(result.Succeeded, result.Error?.Message);
        Assert.Contains("could not be shown: System.InvalidOperationException: no text",
            Assert.Single(_session.Outputs.OfType<DisplayOutput>()).Data.Text("text/plain"), StringComparison.Ordinal);
        Assert.Equal("3", await _session.ValueAsync("after"));
    }

    [Fact]
    public async Task One_number_or_text_has_no_page_of_its_own()
    {
        await _session.RunAsync("42");
        Assert.Equal(["text/plain"], Assert.Single(_session.Outputs.OfType<ResultOutput>()).Data.Forms.Select(form => form.Key));
    }

    [Fact]
    public async Task Endless_recursion_is_an_error_of_the_cell() =>
        Assert.Equal("The code calls itself without end: the stack is full.",
            (await _session.ErrorAsync("int F(int n) => F(n + 1) + 1;\nF(0)")).Message);

    [Fact]
    public async Task Display_and_update_change_one_output_in_place()
    {
        await _session.RunAsync("var d = display(\"one\");\n\"two\".Display();\nd.Update(\"three\");");
        Assert.Equal(["three", "two"], _session.Outputs.Cast<DisplayOutput>().Select(output => output.Data.Text("text/plain")));
    }

    /// <summary>The library's own way, which also reaches .NET Interactive's displays.</summary>
    [Fact]
    public async Task A_live_display_changes_in_place_also_from_a_later_cell()
    {
        await _session.RunAsync($"#r \"{typeof(global::RlTrainer.Interactive.LiveDisplay).Assembly.Location}\"\nvar live = "
            + "RlTrainer.Interactive.LiveDisplay.Show(\"one\");\n\"two\".Display();\nlive.Update(\"three\");");
        Assert.Equal(["three", "two"], _session.Outputs.Cast<DisplayOutput>().Select(output => output.Data.Text("text/plain")));
        List<CellOutput> first = _session.Outputs;
        await _session.RunAsync("live.Update(\"four\");");
        Assert.Equal(["four", "two"], first.Cast<DisplayOutput>().Select(output => output.Data.Text("text/plain")));
    }

    [Fact]
    public async Task Html_css_and_javascript_are_shown_as_html()
    {
        await _session.RunAsync("display(HTML(\"<b>x</b>\"));\nCSS(\"b { color: red }\");\nJavascript(\"alert(1)\");");
        Assert.Equal(
            ["<b>x</b>", "<style>\nb { color: red }\n</style>", "<script type=\"text/javascript\">\nalert(1)\n</script>"],
            _session.Outputs.Cast<DisplayOutput>().Select(output => output.Data.Text("text/html")));
    }

    [Fact]
    public async Task A_formatter_registered_in_a_cell_is_used_for_its_form()
    {
        await _session.RunAsync("public class Dot { }\nMicrosoft.DotNet.Interactive.Formatting.Formatter.Register<Dot>((d, w) "
            + "=> w.Write(\"{\\\"data\\\": []}\"), "
            + "\"application/vnd.plotly.v1+json\");"
            + "\nMicrosoft.DotNet.Interactive.Formatting.Formatter.SetPreferredMimeTypesFor(typeof(Dot), "
            + "\"application/vnd.plotly.v1+json\");\nnew Dot()");
        MimeBundle data = Assert.Single(_session.Outputs.OfType<ResultOutput>()).Data;
        Assert.Equal("{\"data\":[]}", data.Text(MimeBundle.Plotly));
        Assert.True(data.Has(MimeBundle.Plain));
    }

    [Fact]
    public async Task A_display_that_throws_is_an_error_with_its_line()
    {
        await _session.RunAsync(
            "public class Bad { }\nMicrosoft.DotNet.Interactive.Formatting.Formatter.Register<Bad>((b, w) => throw new "
            + "InvalidOperationException(\"cannot draw\"), \"text/html\");");
        CellError error = await _session.ErrorAsync("var bad = new Bad();\ndisplay(bad);");
        Assert.Equal("cannot draw", error.Message);
        Assert.Equal(2, error.Line);
    }

    [Fact]
    public async Task An_assembly_of_the_framework_that_only_another_one_names_is_found_when_needed()
    {
        CellResult result = await _session.RunAsync("var options = new System.Net.Http.SocketsHttpHandler().SslOptions;");
        Assert.True(result.Succeeded, result.Error?.Message);
        Assert.Equal("True", await _session.ValueAsync("options.GetType().Name == \"SslClientAuthenticationOptions\""));
    }

    public void Dispose() => _session.Dispose();
}
