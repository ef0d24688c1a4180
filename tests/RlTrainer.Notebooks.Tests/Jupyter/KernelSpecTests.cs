using System.Text.Json.Nodes;
using RlTrainer.Notebooks.Jupyter;
using RlTrainer.Notebooks.Site;

namespace RlTrainer.Notebooks.Tests.Jupyter;

public sealed class KernelSpecTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Install_writes_the_command_the_interrupt_mode_and_the_logos()
    {
        KernelInstallation installed = KernelSpec.Install(_folder.Path, ["dotnet", "x.dll", "kernel", "run"]);
        string folder = installed.Folder;
        Assert.Equal(new KernelInstallation(
            Path.Combine(_folder.Path, "rltrainer-csharp"), Path.Combine(_folder.Path, ".net-csharp"), IsOthers: false),
                installed);
        JsonNode spec = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "kernel.json")))!;
        Assert.Equal("""["dotnet","x.dll","kernel","run","{connection_file}"]""", spec["argv"]!.ToJsonString());
        Assert.Equal(("RlTrainer (C#)", "C#", "message"),
            ((string)spec["display_name"]!, (string)spec["language"]!, (string)spec["interrupt_mode"]!));
        Assert.StartsWith("<svg", File.ReadAllText(Path.Combine(folder, "logo-svg.svg")), StringComparison.Ordinal);
        // PNG's signature, then the header chunk with width and height 64 (RFC 2083, 3.1 and 4.1.1).
        byte[] png = File.ReadAllBytes(Path.Combine(folder, "logo-64x64.png"));
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 64, 0, 0, 0,
            64], png[..24]);
    }

    [Fact]
    public void Install_brings_the_classic_notebooks_script_and_what_it_draws_with_where_that_is_at_hand()
    {
        string folder = KernelSpec.Install(_folder.Path, ["x"]).Folder;
        string[] bare = [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        Assert.Equal(["kernel.js", "kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"], bare);
        Assert.DoesNotContain("http", File.ReadAllText(Path.Combine(folder, "kernel.js")), StringComparison.Ordinal);
        KernelSpec.Install(_folder.Path, ["x"], new WebScripts(_folder.File("p.js", "p"), _folder.File("m.js", "m")));
        Assert.Equal(("p", "m"),
            (File.ReadAllText(Path.Combine(folder, "plotly.min.js")), File.ReadAllText(Path.Combine(folder, "mermaid.min.js"))));
    }

    [Fact]
    public void Uninstall_removes_its_own_and_says_when_there_is_none()
    {
        KernelSpec.Install(_folder.Path, ["x"]);
        Assert.True(KernelSpec.Uninstall(_folder.Path));
        Assert.False(KernelSpec.Uninstall(_folder.Path));
        Assert.Empty(Directory.GetDirectories(_folder.Path));
    }

    [Fact]
    public void The_notebooks_name_brings_the_same_kernel_and_its_script_looks_in_its_own_folder()
    {
        KernelInstallation installed = KernelSpec.Install(_folder.Path, ["x"]);
        JsonNode shared = JsonNode.Parse(File.ReadAllText(Path.Combine(installed.NotebookFolder, "kernel.json")))!;
        Assert.Equal((".NET (C#)", "x"), ((string)shared["display_name"]!, (string)shared["argv"]![0]!));
        Assert.Contains("kernelspecs/.net-csharp/", File.ReadAllText(Path.Combine(installed.NotebookFolder, "kernel.js")),
            StringComparison.Ordinal);
        Assert.Contains("kernelspecs/rltrainer-csharp/", File.ReadAllText(Path.Combine(installed.Folder, "kernel.js")),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"argv\": []}")]
    [InlineData("not json")]
    public void Another_programs_kernel_keeps_the_notebooks_name_until_it_is_to_be_replaced(string text)
    {
        string file = _folder.File(Path.Combine(".net-csharp", "kernel.json"), text);
        Assert.True(KernelSpec.IsTaken(_folder.Path));
        Assert.True(KernelSpec.Install(_folder.Path, ["x"]).IsOthers);
        Assert.Equal(text, File.ReadAllText(file));
        Assert.True(KernelSpec.Uninstall(_folder.Path));
        Assert.Equal(text, File.ReadAllText(file));
        Assert.False(KernelSpec.Install(_folder.Path, ["x"], replacesOthers: true).IsOthers);
        Assert.False(KernelSpec.IsTaken(_folder.Path));
    }

    [Theory]
    [InlineData("""{"transport":"tcp","signature_scheme":"hmac-sha256","ip":"0.0.0.0"}""", "'ip' was '0.0.0.0', expected a loopback address such as 127.0.0.1; this kernel listens to its own machine only.")]
    [InlineData("""{"transport":"ipc","signature_scheme":"hmac-sha256"}""", "'transport' was 'ipc', expected 'tcp'.")]
    [InlineData("""{"transport":"tcp","signature_scheme":"hmac-md5"}""", "'signature_scheme' was 'hmac-md5', expected 'hmac-sha256'.")]
    public void A_connection_file_this_kernel_cannot_serve_is_refused_with_the_reason(string json, string reason)
    {
        string path = _folder.File("connection.json", json);
        Assert.Equal($"connection file '{path}': {reason}",
            Assert.Throws<InvalidDataException>(() => ConnectionFile.Read(path)).Message);
    }

    [Fact]
    public void A_missing_connection_file_says_who_makes_it() =>
        Assert.Equal(
            "connection file '/none/c.json': the file does not exist. Jupyter makes it and names it when it starts a kernel.",
            Assert.Throws<InvalidDataException>(() => ConnectionFile.Read("/none/c.json")).Message);

    public void Dispose() => _folder.Dispose();
}
