using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using RlTrainer.Notebooks.Jupyter;

namespace RlTrainer.Lab.Kernels;

/// <summary>Where one process of a kernel listens: five free ports and a connection file that only the user can read.</summary>
internal sealed class KernelPorts : IDisposable
{
    private KernelPorts(ConnectionFile file, string path) => (File, Path) = (file, path);

    /// <summary>Address, ports and key.</summary>
    public ConnectionFile File { get; }

    /// <summary>The connection file's path.</summary>
    public string Path { get; }

    /// <summary>Takes free ports and writes the file.</summary>
    /// <param name="folder">The server's own folder of connection files.</param>
    /// <param name="id">The kernel's.</param>
    /// <param name="key">The key to sign with.</param>
    public static KernelPorts Take(string folder, string id, KernelKey key)
    {
        int[] ports = FreePorts(5);
        var file = new ConnectionFile(IPAddress.Loopback, ports[0], ports[1], ports[2], ports[3], ports[4], key.Text);
        string path = System.IO.Path.Combine(folder, $"kernel-{id}-{ports[0]}.json");
        var json = new JsonObject
        {
            ["transport"] = "tcp",
            ["ip"] = "127.0.0.1",
            ["shell_port"] = ports[0],
            ["control_port"] = ports[1],
            ["stdin_port"] = ports[2],
            ["iopub_port"] = ports[3],
            ["hb_port"] = ports[4],
            ["key"] = key.Text,
            ["signature_scheme"] = "hmac-sha256",
            ["kernel_name"] = "",
        };
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, options);
        stream.Write(JsonAnswer.Bytes(json));
        return new KernelPorts(file, path);
    }

    /// <summary>Removes the file.</summary>
    public void Dispose() => System.IO.File.Delete(Path);

    private static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in listeners) listener.Start();
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (TcpListener listener in listeners) listener.Dispose();
        return ports;
    }
}
