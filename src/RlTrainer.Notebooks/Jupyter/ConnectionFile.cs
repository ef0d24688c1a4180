using System.Net;
using System.Text.Json;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>Where a Jupyter client wants its kernel to listen, and the key both sign with.</summary>
/// <param name="Address">A loopback address.</param>
/// <param name="ShellPort">Requests.</param>
/// <param name="ControlPort">Requests that must not wait: interrupt, shutdown.</param>
/// <param name="StdinPort">Questions to the reader.</param>
/// <param name="IopubPort">Outputs, to everybody who listens.</param>
/// <param name="HeartbeatPort">Echo.</param>
/// <param name="Key">The signing key; empty means that messages are not signed.</param>
public sealed record ConnectionFile(
    IPAddress Address, int ShellPort, int ControlPort, int StdinPort, int IopubPort, int HeartbeatPort, string Key)
{
    /// <summary>Reads a connection file.</summary>
    /// <param name="path">The file that Jupyter wrote and names on the kernel's command line.</param>
    /// <returns>Ports, address and key of the connection.</returns>
    /// <exception cref="InvalidDataException">The file is missing, is no
    /// connection file, or asks for more than the loopback.</exception>
    public static ConnectionFile Read(string path)
    {
        if (!File.Exists(path))
            throw new InvalidDataException(
                $"connection file '{path}': the file does not exist. Jupyter makes it and names it when it starts a kernel.");
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllText(path));
            JsonElement root = json.RootElement;
            Expect(path, root, "transport", "tcp");
            Expect(path, root, "signature_scheme", "hmac-sha256");
            string ip = root.GetProperty("ip").GetString() ?? string.Empty;
            IPAddress? address = ip == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(ip, out IPAddress? parsed)
                ? parsed : null;
            if (address is null || !IPAddress.IsLoopback(address))
                throw new InvalidDataException(
                    $"connection file '{path}': 'ip' was '{ip}', expected a loopback address such as 127.0.0.1; this kernel "
                    + $"listens to its own machine only.");
            int Port(string name) => root.GetProperty(name).GetInt32();
            return new ConnectionFile(
                address, Port("shell_port"), Port("control_port"), Port("stdin_port"), Port("iopub_port"), Port("hb_port"),
                root.GetProperty("key").GetString() ?? string.Empty);
        }
        catch (Exception error) when (
            error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException(
                $"connection file '{path}': {error.Message} Expected the JSON that Jupyter writes (ip, key and five "
                + $"ports).", error);
        }
    }

    private static void Expect(string path, JsonElement root, string name, string expected)
    {
        string? found = root.GetProperty(name).GetString();
        if (found != expected)
            throw new InvalidDataException($"connection file '{path}': '{name}' was '{found}', expected '{expected}'.");
    }
}
