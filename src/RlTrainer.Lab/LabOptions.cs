using System.Net;

namespace RlTrainer.Lab;

/// <summary>What the workbench serves, and to whom.</summary>
public sealed record LabOptions
{
    /// <summary>The folder that holds data, notebooks and runs; nothing outside it is served.</summary>
    public required string Root { get; init; }

    /// <summary>Where to listen; the loopback by default, which no other machine reaches.</summary>
    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary>TCP port; 0 takes a free one. 8888 by default.</summary>
    public int Port { get; init; } = 8888;

    /// <summary>The secret that a caller shows; null makes one of 192 random bits. At least 16 characters.</summary>
    public string? Token { get; init; }

    /// <summary>Addresses of forwarded ports under which a browser sees
    /// this server, e.g. "https://name-8888.app.github.dev".</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>How the project's own kernel is started; the connection file's path is added as the last argument.</summary>
    public required IReadOnlyList<string> KernelCommand { get; init; }

    /// <summary>How a run is resumed: the program's own words, before "train".</summary>
    public IReadOnlyList<string> ProgramCommand { get; init; } = [];

    /// <summary>Folders of other programs' kernels; null for those that Jupyter looks into.</summary>
    public IReadOnlyList<string>? KernelFolders { get; init; }

    /// <summary>Where checkpoints, trust and settings are kept; artifacts/lab below the root when null.</summary>
    public string? StateFolder { get; init; }

    /// <summary>The longest body that is taken, bytes; 100 MiB by default.</summary>
    public long LargestBodyBytes { get; init; } = 100L << 20;

    /// <summary>The clock of last activities and files.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal string State => StateFolder ?? Path.Combine(Root, "artifacts", "lab");

    /// <summary>Not below the root: whoever sends a folder with notebooks cannot send what trusts them.</summary>
    internal string TrustFolder => StateFolder ?? Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
        "rltrainer", "lab");

    /// <summary>Checks every value.</summary>
    /// <returns>The same options.</returns>
    /// <exception cref="ArgumentException">A value cannot be; the message says which and what was expected.</exception>
    public LabOptions Checked()
    {
        if (!Directory.Exists(Root))
            throw new ArgumentException($"Root was '{Root}', which is not a folder; expected the folder with data and runs.");
        if (Port is < 0 or > 65535) throw new ArgumentException($"Port was {Port}; expected 0 (a free one) to 65535.");
        if (Token is { Length: < 16 })
            throw new ArgumentException("Token has fewer than 16 characters; expected a secret nobody guesses, or none.");
        if (KernelCommand.Count == 0) throw new ArgumentException("KernelCommand was empty; expected a program.");
        foreach (string origin in AllowedOrigins)
            if (!Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https")
                || uri.PathAndQuery != "/")
                throw new ArgumentException(
                    $"The allowed origin was '{origin}'; expected an address such as https://name-8888.app.github.dev.");
        return this;
    }

    /// <summary>Where it serves what; the token is left out.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => $"{Root} on {Listen}:{Port}";
}
