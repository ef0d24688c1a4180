using System.Diagnostics;
using RlTrainer.Cli;
using RlTrainer.Cli.Menu;
using RlTrainer.Market;
using RlTrainer.Notebooks.Tests.Jupyter;

namespace RlTrainer.Notebooks.Tests.Commands;

/// <summary>The interactive menu in a real terminal, and what takes its place where there is none.</summary>
public sealed class MenuTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rltrainer-menu-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [TerminalFact]
    public async Task A_newcomer_walks_through_the_menu_in_a_terminal()
    {
        string data = Path.Combine(_root, "data"), home = Path.Combine(_root, "home");
        await CommandProcess.RunAsync(_root, "data", "synth", "--days", "40", "--output", data);
        await File.WriteAllTextAsync(Path.Combine(data, "instruments.json"), """{ "Instruments": [ { "Symbol": "GC", "Name": "Gold", "TickSize": 0.1, "TickValueUsd": 10 } ] }""");
        Directory.CreateDirectory(Path.Combine(_root, "notebooks"));
        string[] script = [Path.Combine(AppContext.BaseDirectory, "Commands", "menu.py"), CommandProcess.Cli, _root, home];
        (int code, string output, string errors) =
            await CommandProcess.RunAsync(new ProcessStartInfo(RealJupyter.Python, script));
        Assert.True(code == 0, output + errors);
        Assert.Equal(
            [
                "the first start shows the instructions and the menu, in colours",
                "Esc and Ctrl+C go back to the menu",
                "evaluating before training says what to do",
                "a test training: nothing typed ahead counts, the time here, a mistyped symbol, the command line, "
                    + "a progress bar, the log, done",
                "Esc stops a production training with its state saved, and the menu offers to go on",
                "it goes on where it was stopped",
                "runs and set-up check",
                "any command, its help first",
                "the second start shows no instructions; Esc leaves",
            ],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Without_a_terminal_there_is_help_and_no_colour()
    {
        (int code, string output, string _) = await CommandProcess.RunAsync(new ProcessStartInfo("dotnet", [CommandProcess.Cli]));
        Assert.Equal(0, code);
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
        Assert.Contains("sweep", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", output, StringComparison.Ordinal);
        (code, output, string errors) = await CommandProcess.RunAsync(_root, "data", "synth", "--days", "1", "--symbol", "NW");
        Assert.Equal((2, ""), (code, output));
        Assert.Equal("error: The symbol was 'NW', which is not an instrument here; did you mean NQ? Expected one of ES, NQ, YM, "
            + "RTY, MES, MNQ, MYM, M2K.", errors.Trim());
    }

    [Theory]
    [InlineData(0, 7, 12, 7)]
    [InlineData(1, 2, 12, 12)]
    [InlineData(1, 3, 12, 3)]   // there is no thirteenth
    [InlineData(0, 0, 12, 0)]
    [InlineData(1, 0, 12, 10)]
    [InlineData(0, 9, 8, 0)]
    public void Digits_name_a_line_also_beyond_the_ninth(int before, int digit, int count, int number) =>
        Assert.Equal(number, Choice.Numbered(before, digit, count));

    [Fact]
    public void The_list_of_instruments_begins_with_what_has_bars_and_then_with_NQ()
    {
        Instrument[] all = [Instrument.ES, Instrument.NQ, Instrument.YM, Instrument.RTY];
        Assert.Equal(
            ["YM", "NQ", "ES", "RTY"],
            InstrumentChoice.Ordered(all, instrument => instrument == Instrument.YM).Select(pair => pair.Instrument.Symbol));
        Assert.Equal("NQ", InstrumentChoice.Ordered(all, _ => false)[0].Instrument.Symbol);
    }

    [Fact]
    public void Every_command_that_does_something_can_be_reached_from_the_menu()
    {
        string[] lines = [.. AnyCommand.Of(RlTrainerCommand.Tree(), []).Select(entry => string.Join(' ', entry.Words))];
        foreach (string command in (string[])["train curriculum", "runs compare", "sweep run", "export onnx", "experiment",
            "rules list", "audit rewards", "bench", "config show", "notebooks new", "kernel install", "completion"])
            Assert.Contains(command, lines);
        Assert.DoesNotContain("sweep", lines);   // it only holds others
        Assert.All(AnyCommand.Of(RlTrainerCommand.Tree(), []), entry => Assert.NotEmpty(entry.Purpose));
    }

    [Theory]
    [InlineData("rltrainer train phase1 --name a-b_c.1", "train", "phase1", "--name", "a-b_c.1")]
    [InlineData("rltrainer data import '/my data/it'\\''s.csv'", "data", "import", "/my data/it's.csv")]
    [InlineData("rltrainer evaluate ''", "evaluate", "")]
    public void A_printed_command_line_can_be_typed(string line, params string[] words) =>
        Assert.Equal(line, CommandLine.Of(words));
}
