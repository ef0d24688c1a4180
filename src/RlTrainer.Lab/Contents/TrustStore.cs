using System.Security.Cryptography;
using System.Text;
using RlTrainer.Files;

namespace RlTrainer.Lab.Contents;

/// <summary>
/// Remembers the notebooks that this server's reader ran: their outputs may run scripts when they are opened again. What somebody
/// else wrote, or changed since, is not among them.
/// </summary>
internal sealed class TrustStore
{
    private const int MostKept = 20_000;
    private readonly string _file;
    private readonly byte[] _key;
    private readonly Lock _turn = new();
    private readonly List<string> _order = [];
    private readonly HashSet<string> _signatures = new(StringComparer.Ordinal);

    public TrustStore(string folder)
    {
        Directory.CreateDirectory(folder);
        _file = Path.Combine(folder, "trusted.txt");
        _key = Key(Path.Combine(folder, "trust.key"));
        if (!File.Exists(_file)) return;
        foreach (string line in File.ReadLines(_file).TakeLast(MostKept))
            if (_signatures.Add(line)) _order.Add(line);
    }

    /// <summary>Whether exactly this text was remembered.</summary>
    public bool IsTrusted(string text)
    {
        lock (_turn) return _signatures.Contains(Signature(text));
    }

    /// <summary>Remembers a text.</summary>
    public void Trust(string text)
    {
        string signature = Signature(text);
        lock (_turn)
        {
            if (!_signatures.Add(signature)) return;
            _order.Add(signature);
            AtomicFile.WriteText(_file, string.Join('\n', _order.TakeLast(MostKept)) + "\n");
        }
    }

    private string Signature(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));

    /// <summary>The key of this machine's reader; a list of signatures that came with a checkout was made with another.</summary>
    private static byte[] Key(string file)
    {
        if (File.Exists(file)) return File.ReadAllBytes(file);
        byte[] key = RandomNumberGenerator.GetBytes(32);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(file, options);
        stream.Write(key);
        return key;
    }
}
