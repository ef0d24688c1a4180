using System.Diagnostics;
using System.Text.Json;

namespace RlTrainer.Notebooks.Tests.Commands;

/// <summary>What every command shares: unknown words, --json, --quiet, -V, the words of help, completion in a shell.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rltrainer-line-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("trian phase1", "'trian' is no command of `rltrainer`; did you mean train?")]
    [InlineData("runs lst", "'lst' is no command of `rltrainer runs`; did you mean list?")]
    [InlineData("train phase1 --sead 3", "--sead is no option of `rltrainer train phase1`; did you mean --seed?")]
    [InlineData("train phase1 --sead=3", "--sead is no option of `rltrainer train phase1`; did you mean --seed?")]
    [InlineData("doctor now", "'now' is one word more than `rltrainer doctor` takes.")]
    [InlineData("runs", "Required command was not provided.")]
    public async Task An_unknown_word_is_named_once_with_the_nearest_known_one(string line, string expected)
    {
        string error = await CommandProcess.RefusalAsync(_root, line.Split(' '));
        string[] lines = error.TrimEnd().Split('\n');
        Assert.StartsWith($"error: {expected}", lines[0], StringComparison.Ordinal);
        Assert.Equal(2, lines.Length);                                          // the fault, and where help is
        Assert.Matches("^error: Type `rltrainer.* --help` for what it takes.$", lines[1]);
    }

    [Fact]
    public async Task Json_is_one_document_on_standard_output_and_people_read_the_rest_elsewhere()
    {
        (int code, string output, string error) = await CommandProcess.RunAsync(_root, "experiment", "list", "--json");
        Assert.Equal(0, code);
        using var document = JsonDocument.Parse(output);
        JsonElement first = document.RootElement.GetProperty("experiments")[0];
        Assert.Equal(JsonValueKind.String, first.GetProperty("question").ValueKind);
        Assert.True(first.GetProperty("arms").GetInt32() > 1);
        Assert.Equal(0, document.RootElement.GetProperty("exitCode").GetInt32());
        Assert.Equal("", error);
    }

    [Fact]
    public async Task Json_of_a_failure_holds_the_error_and_the_exit_code()
    {
        (int code, string output, string error) = await CommandProcess.RunAsync(_root, "runs", "show", "none", "--json");
        using var document = JsonDocument.Parse(output);
        Assert.Equal(code, document.RootElement.GetProperty("exitCode").GetInt32());
        string said = Assert.Single(document.RootElement.GetProperty("errors").EnumerateArray()).GetString()!;
        Assert.Contains("none", said, StringComparison.Ordinal);
        Assert.Equal($"error: {said}", error.TrimEnd());
    }

    [Fact]
    public async Task Json_of_data_validate_is_the_findings_alone()
    {
        Assert.Equal(0, (await CommandProcess.RunAsync(_root, "data", "synth", "--days", "30")).Code);
        (int code, string output, _) = await CommandProcess.RunAsync(_root, "data", "validate", "--json");
        Assert.Equal(0, code);
        using var document = JsonDocument.Parse(output);
        Assert.False(document.RootElement.TryGetProperty("exitCode", out _));
    }

    [Fact]
    public async Task Quiet_leaves_results_and_drops_remarks()
    {
        string loud = (await CommandProcess.RunAsync(_root, "data", "synth", "--days", "30")).Output;
        Assert.Contains("NQ_D1M.csv", loud, StringComparison.Ordinal);
        Assert.Equal("", (await CommandProcess.RunAsync(_root, "data", "synth", "--days", "30", "--force", "--quiet")).Output);
        Assert.Contains("30", (await CommandProcess.RunAsync(_root, "data", "validate", "-q")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_told_to_both_spellings_and_help_names_the_command_as_it_is_typed()
    {
        // --version stands alone: the process adds --root, which is recursive and does no harm to it.
        string version = (await OwnAsync("--version")).Output;
        Assert.Matches(@"^\d+\.\d+\.\d+", version);
        Assert.Equal(version, (await OwnAsync("-V")).Output);
        string help = (await OwnAsync("train", "--help")).Output;
        Assert.Contains("rltrainer train", help, StringComparison.Ordinal);
        Assert.DoesNotContain("RlTrainer.Cli", help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rltrainer ru", "rules runs")]
    [InlineData("rltrainer runs sh", "show")]
    [InlineData("rltrainer train phase1 --see", "--seed")]
    public async Task Bash_completes_what_was_begun(string line, string expected)
    {
        string script = (await OwnAsync("completion", "bash")).Output;
        // What bash sets when Tab is pressed at the end of a line.
        string driver = $"""
            {script}
            COMP_LINE='{line}' COMP_POINT={line.Length} COMP_WORDS=({line}) COMP_CWORD={line.Split(' ').Length - 1}
            _rltrainer
            echo "$(printf '%s\n' "${"{COMPREPLY[@]}"}" | sort | xargs)"
            """;
        string file = Path.Combine(_root, "complete.sh");
        await File.WriteAllTextAsync(file, driver.ReplaceLineEndings("\n"));
        (int code, string output, string error) = await CommandProcess.RunAsync(new ProcessStartInfo("bash", [file]));
        Assert.True(code == 0, error);
        Assert.Equal(expected, output.Trim());
    }

    [Theory]
    [InlineData("zsh", "compdef")]
    [InlineData("fish", "complete -c rltrainer")]
    [InlineData("powershell", "Register-ArgumentCompleter")]
    public async Task Other_shells_have_a_script_of_their_own(string shell, string part)
    {
        string script = (await OwnAsync("completion", shell)).Output;
        Assert.Contains(part, script, StringComparison.Ordinal);
        Assert.Contains("[suggest:", script, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Error)> OwnAsync(params string[] arguments) =>
        CommandProcess.RunAsync(new ProcessStartInfo("dotnet", [CommandProcess.Cli, .. arguments]));
}
