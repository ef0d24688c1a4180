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
        string folder = KernelSpec.Install(_folder.Path, ["dotnet", "x.dll", "kernel", "run"]);
        Assert.Equal(Path.Combine(_folder.Path, ".net-csharp"), folder);
        JsonNode spec = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "kernel.json")))!;
        Assert.Equal("""["dotnet","x.dll","kernel","run","{connection_file}"]""", spec["argv"]!.ToJsonString());
        Assert.Equal((".NET (C#)", "C#", "message"), ((string)spec["display_name"]!, (string)spec["language"]!, (string)spec["interrupt_mode"]!));
        Assert.StartsWith("<svg", File.ReadAllText(Path.Combine(folder, "logo-svg.svg")), StringComparison.Ordinal);
        // PNG's signature, then the header chunk with width and height 64 (RFC 2083, 3.1 and 4.1.1).
        byte[] png = File.ReadAllBytes(Path.Combine(folder, "logo-64x64.png"));
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 64, 0, 0, 0, 64], png[..24]);
    }

    [Fact]
    public void Install_brings_the_classic_notebooks_script_and_what_it_draws_with_where_that_is_at_hand()
    {
        string folder = KernelSpec.Install(_folder.Path, ["x"]);
        string[] bare = [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        Assert.Equal(["kernel.js", "kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"], bare);
        Assert.DoesNotContain("http", File.ReadAllText(Path.Combine(folder, "kernel.js")), StringComparison.Ordinal);
        KernelSpec.Install(_folder.Path, ["x"], new WebScripts(_folder.File("p.js", "p"), _folder.File("m.js", "m")));
        Assert.Equal(("p", "m"), (File.ReadAllText(Path.Combine(folder, "plotly.min.js")), File.ReadAllText(Path.Combine(folder, "mermaid.min.js"))));
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
    public void Another_programs_kernel_is_left_alone()
    {
        string file = _folder.File(Path.Combine(".net-csharp", "kernel.json"), "{\"argv\": []}");
        Assert.Equal(
            $"{file} was installed by another program; remove it with 'jupyter kernelspec remove .net-csharp' if that is what you want.",
            Assert.Throws<IOException>(() => KernelSpec.Uninstall(_folder.Path)).Message);
        Assert.True(File.Exists(file));
    }

    [Theory]
    [InlineData("""{"transport":"tcp","signature_scheme":"hmac-sha256","ip":"0.0.0.0"}""", "'ip' was '0.0.0.0', expected a loopback address such as 127.0.0.1; this kernel listens to its own machine only.")]
    [InlineData("""{"transport":"ipc","signature_scheme":"hmac-sha256"}""", "'transport' was 'ipc', expected 'tcp'.")]
    [InlineData("""{"transport":"tcp","signature_scheme":"hmac-md5"}""", "'signature_scheme' was 'hmac-md5', expected 'hmac-sha256'.")]
    public void A_connection_file_this_kernel_cannot_serve_is_refused_with_the_reason(string json, string reason)
    {
        string path = _folder.File("connection.json", json);
        Assert.Equal($"connection file '{path}': {reason}", Assert.Throws<InvalidDataException>(() => ConnectionFile.Read(path)).Message);
    }

    [Fact]
    public void A_missing_connection_file_says_who_makes_it() =>
        Assert.Equal(
            "connection file '/none/c.json': the file does not exist. Jupyter makes it and names it when it starts a kernel.",
            Assert.Throws<InvalidDataException>(() => ConnectionFile.Read("/none/c.json")).Message);

    public void Dispose() => _folder.Dispose();
}
