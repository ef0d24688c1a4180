using System.Text.Json;
using System.Text.RegularExpressions;

namespace RlTrainer.Notebooks.Tests.Commands;

/// <summary>The benchmark command as a process, in quick mode: the
/// whole shape of what it prints and writes, not the figures.</summary>
public sealed partial class BenchCommandTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rltrainer-bench-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Without_a_backend_the_cpu_engine_stands_beside_the_peak_on_one_and_on_all_threads()
    {
        string file = Path.Combine(_root, "figures", "bench.json");
        (int code, string output, string error) = await RunAsync("bench", "--quick", "--threads", "2", "--figures", file);
        Assert.True(code == 0, error);
        Assert.Equal(
            """
            # processors, #-bit vectors, peak loop of # independent sums · quick: shows that everything runs, the figures mean little
            # processes of at least # calls: fastest is the #th percentile of the calls beside the #th of the peak's turns, in the process where it is best; typical the median beside the median, in the middle process

            multiply-add peak: the ceiling all shares refer to; typical: median work beside the median peak
            threads fastest GFLOP/s median
            # # #
            # # #

            cpu engine, operations as executed, peak measured in between
            threads work fastest median typical of a peak of median samples/s collections
            # update of # # % # % # % # # # #
            # update of # # % # % # % # # # #
            # inference of # # % # % # % # # # #
            # inference of # # % # % # % # # # #
            # update of # # % # % # % # # # #
            # update of # # % # % # % # # # #
            # inference of # # % # % # % # # # #
            # inference of # # % # % # % # # # #

            cpu engine end to end: phase # synthetic market, no KL stop, operations as executed
            threads envs minibatch fastest median typical of a peak of median steps/s environment inference learning decisions MFLOP/step collections
            # # # decisions # % # % # % # # # # % # % # % # % # #
            # # # decisions # % # % # % # # # # % # % # % # % # #
            # # # states # % # % # % # # # # % # % # % # % # #
            # # # states # % # % # % # # # # % # % # % # % # #
            # # # decisions # % # % # % # # # # % # % # % # % # #
            # # # decisions # % # % # % # # # # % # % # % # % # #
            # # # states # % # % # % # # # # % # % # % # % # #
            # # # states # % # % # % # # # # % # % # % # % # #

            """, Shape(output));
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        JsonElement update = json.RootElement.GetProperty("Work")[0];
        Assert.Equal("update", update.GetProperty("Work").GetString());
        Assert.Equal(0, update.GetProperty("Collections").GetInt32());              // none during updates, whatever the speed
        Assert.True(update.GetProperty("FastestShare").GetDouble() is > 0 and < 1.2);
        JsonElement whole = json.RootElement.GetProperty("EndToEnd")[0];
        Assert.Equal(8, whole.GetProperty("Environments").GetInt32());
        Assert.Equal(
            1.0, whole.GetProperty("EnvironmentShare").GetDouble() + whole.GetProperty("InferenceShare").GetDouble()
                + whole.GetProperty("LearningShare").GetDouble(), 9);
    }

    [Fact]
    public async Task With_all_backends_the_absent_ones_are_named_with_their_remedy()
    {
        (int code, string output, string error) = await RunAsync("bench", "--quick", "--backend", "all");
        Assert.True(code == 0, error);
        string torch = Path.Combine(_root, "backends", "RlTrainer.Torch.dll");
        Assert.Equal(
            $"""
            # processors, #-bit vectors, peak loop of # independent sums · quick: shows that everything runs, the figures mean little

            backends, updates: every state a decision
            backend batch updates/s samples/s launches
            cpu # # # n/a
            cpu # # # n/a
            cpu # # # n/a

            backends, end to end: phase # synthetic market, no KL stop
            backend envs minibatch steps/s environment inference learning decisions launches a step of the optimizer
            cpu # # states # # % # % # % # % n/a
            cpu # # states # # % # % # % # % n/a
            cpu # # states # # % # % # % # % n/a
            cpu # # states # # % # % # % # % n/a
            CPU, #-bit vectors, # threads, float32
            torch-cpu: not measured; {torch} is absent; build it with dotnet build src/RlTrainer.Torch -c Release -p:Torch=cpu, or -p:Torch=cuda for an NVIDIA GPU.
            torch-cuda: not measured; {torch} is absent; build it with dotnet build src/RlTrainer.Torch -c Release -p:Torch=cpu, or -p:Torch=cuda for an NVIDIA GPU.

            """, Shape(output));
    }

    /// <summary>Two threads: a row of peaks for one and for both, four kinds of work and four whole trainings on each.</summary>
    [Fact]
    public async Task Json_has_every_table_with_its_figures_in_full()
    {
        JsonElement cpu = await JsonAsync("--threads", "2");
        Assert.Equal(["machine", "peaks", "work", "endToEnd", "warnings", "errors", "exitCode"],
            cpu.EnumerateObject().Select(each => each.Name));
        Assert.Equal([1, 2], cpu.GetProperty("peaks").EnumerateArray().Select(row => row.GetProperty("threads").GetInt32()));
        Assert.Equal(8, cpu.GetProperty("work").GetArrayLength());
        Assert.Equal(8, cpu.GetProperty("endToEnd").GetArrayLength());
        JsonElement update = cpu.GetProperty("work")[0];
        Assert.Equal("update", update.GetProperty("work").GetString());
        Assert.InRange(update.GetProperty("fastestShare").GetDouble(), 0.000001, 1.2);
        Assert.True(update.GetProperty("samplesASecond").GetDouble() > 0);
        JsonElement whole = cpu.GetProperty("endToEnd")[0];
        Assert.Equal(1.0, whole.GetProperty("environmentShare").GetDouble() + whole.GetProperty("inferenceShare").GetDouble()
            + whole.GetProperty("learningShare").GetDouble(), 5);

        JsonElement all = await JsonAsync("--backend", "all");
        Assert.Equal(
            ["machine", "backendUpdates", "backendsEndToEnd", "engines", "notMeasured", "warnings", "errors", "exitCode"],
            all.EnumerateObject().Select(each => each.Name));
        Assert.Equal(JsonValueKind.Null, all.GetProperty("backendUpdates")[0].GetProperty("launches").ValueKind);
        Assert.Equal(["torch-cpu", "torch-cuda"],
            all.GetProperty("notMeasured").EnumerateArray().Select(row => row.GetProperty("backend").GetString()));
    }

    [Fact]
    public async Task Wrong_options_are_refused_before_anything_is_measured()
    {
        Assert.Equal("error: --backend was 'gpu'; expected cpu, torch-cpu, torch-cuda or all.\n",
            (await RunAsync("bench", "--backend", "gpu")).Error);
        Assert.Equal("error: --processes was 0; expected 1 to 20, 2 is usual.\n",
            (await RunAsync("bench", "--processes", "0")).Error);
        Assert.Equal("error: --keep keeps full measurements of the cpu engine; leave out --quick and --backend.\n",
            (await RunAsync("bench", "--quick", "--keep", _root)).Error);
        (int code, _, string error) = await RunAsync("bench", "--threads", "-1");
        Assert.Equal("error: --threads was -1; expected 0 for all, or a number of threads from 1.\n", error);
        Assert.Equal(2, code);
    }

    /// <summary>Every number becomes #, every run of spaces one.</summary>
    private string Shape(string output)
    {
        string[] lines = output.Replace("\r", "", StringComparison.Ordinal).Split('\n').Select(WithoutProcessor).ToArray();
        return string.Join('\n',
            lines.Select(line => line.Contains(_root, StringComparison.Ordinal) ? line
                : Spaces().Replace(Number().Replace(line, "#"), " ").Trim()));
    }

    /// <summary>The document of a quick measurement; people's tables are on the other stream.</summary>
    private async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        (int code, string output, string error) = await RunAsync(["bench", "--quick", "--json", .. arguments]);
        Assert.True(code == 0, error);
        Assert.Contains("quick: shows that everything runs", error, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(output);
        return document.RootElement.Clone();
    }

    private static string WithoutProcessor(string line) =>
        line.IndexOf("; ", StringComparison.Ordinal) is > 0 and int end
            && line.Contains(" processes of at least", StringComparison.Ordinal) ? line[(end + 2)..] : line;

    [GeneratedRegex(@"(?<![\w/])\d[\d,.]*")]
    private static partial Regex Number();

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) =>
        CommandProcess.RunAsync(_root, arguments);
}
