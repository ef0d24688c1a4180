using System.Globalization;
using System.Text;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>
/// The signatures of messages that were served, so that one that somebody recorded is not served again. The oldest are forgotten
/// after a million messages: 48 MB at most.
/// </summary>
/// <param name="most">Signatures that are kept.</param>
internal sealed class SeenSignatures(int most = 1_000_000)
{
    private const int HexDigits = 32;                                           // half of a SHA-256, of which no two are alike
    private readonly Lock _turn = new();
    private readonly HashSet<UInt128> _seen = [];
    private readonly Queue<UInt128> _order = new();

    /// <summary>Remembers a valid signature.</summary>
    /// <param name="signature">Hexadecimal digits of an HMAC-SHA256.</param>
    /// <returns>False where it was served before.</returns>
    public bool IsFirst(ReadOnlySpan<byte> signature)
    {
        var mark = UInt128.Parse(Encoding.ASCII.GetString(signature[..HexDigits]), NumberStyles.HexNumber,
            CultureInfo.InvariantCulture);
        lock (_turn)
        {
            if (!_seen.Add(mark)) return false;
            _order.Enqueue(mark);
            if (_order.Count > most) _seen.Remove(_order.Dequeue());
            return true;
        }
    }
}
