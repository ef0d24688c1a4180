using System.Diagnostics;

namespace RlTrainer.Lab.Tests.Kernels;

/// <summary>JupyterLab's own client library against the server: what its pages do, without a page.</summary>
public sealed class ServicesTests(Lab lab) : IClassFixture<Lab>
{
    [ServicesFact]
    public async Task The_client_library_of_JupyterLab_finds_everything_it_asks_for()
    {
        string script = Path.Combine(AppContext.BaseDirectory, "Kernels", "services.mjs");
        using Process node = Process.Start(new ProcessStartInfo(
            "node", [script, lab.Address.AbsoluteUri, Lab.Token, ServicesFactAttribute.Modules!])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = node.StandardOutput.ReadToEndAsync(), errors = node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(4)).Token);
        Assert.True(node.ExitCode == 0, await output + await errors);
        Assert.Contains(
            "ok: kernelspecs, contents, checkpoints, binary protocol, completion, stdin, flood, interrupt, two clients, restart, "
            + "crash", await output, StringComparison.Ordinal);
    }

    /// <summary>Skipped by name where npm did not bring the library; it is not needed to build or to run.</summary>
    private sealed class ServicesFactAttribute : FactAttribute
    {
        private const string Remedy =
            "@jupyterlab/services is absent: npm install --prefix artifacts/services @jupyterlab/services@7.6.6 ws@8";

        public ServicesFactAttribute() => Skip = Modules is null ? Remedy : null!;

        /// <summary>The folder with node_modules; null where it is absent.</summary>
        public static string? Modules { get; } = new[]
        {
            Environment.GetEnvironmentVariable("RLTRAINER_SERVICES"),
            Path.Combine(RlTrainer.Tests.Architecture.Repository.Root, "artifacts", "services"),
        }.FirstOrDefault(folder =>
            folder is not null && Directory.Exists(Path.Combine(folder, "node_modules", "@jupyterlab", "services")));
    }
}
