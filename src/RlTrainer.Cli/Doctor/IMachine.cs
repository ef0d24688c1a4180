namespace RlTrainer.Cli.Doctor;

/// <summary>What the doctor looks at; tests give it machines that lack this or that.</summary>
internal interface IMachine
{
    /// <summary>Cores.</summary>
    int Cores { get; }

    /// <summary>Width of the widest vectors that run in hardware, bits; 128 or less is narrow.</summary>
    int VectorBits { get; }

    /// <summary>Memory, bytes.</summary>
    long MemoryBytes { get; }

    /// <summary>Room on the disk of a folder, bytes.</summary>
    long FreeDiskBytes(string folder);

    /// <summary>The non-empty lines a program prints; none when it is absent, fails or takes too long.</summary>
    IReadOnlyList<string> Lines(string program, params string[] arguments);

    /// <summary>True when there is such a file.</summary>
    bool HasFile(string path);

    /// <summary>The text of a file; null where there is none.</summary>
    string? Text(string path);

    /// <summary>The version of a .NET library; null where it cannot be read.</summary>
    Version? LibraryVersion(string path);

    /// <summary>Why a backend of the optional library cannot be used, in
    /// the words that a training would use; null when it can.</summary>
    string? BackendObstacle(string backend, string folder);

    /// <summary>Files of a folder and below that match a pattern; none where there is no folder.</summary>
    IReadOnlyList<string> Files(string folder, string pattern);
}
