namespace RlTrainer.Data;

/// <summary>UTC offsets as files write them.</summary>
internal static class OffsetText
{
    /// <summary>Z, +00:00, -0500, +03, or GMT and UTC before one of these.</summary>
    /// <param name="field">The text behind the clock time, not empty.</param>
    /// <param name="offset">Seconds to subtract to be UTC.</param>
    public static bool TryParse(ReadOnlySpan<byte> field, out long? offset)
    {
        offset = null;
        if (field.StartsWith("GMT"u8) || field.StartsWith("UTC"u8))
        {
            field = field[3..];
            offset = 0;
            if (field.IsEmpty) return true;
        }
        if (field.Length == 1 && field[0] is (byte)'Z' or (byte)'z')
        {
            offset = 0;
            return true;
        }
        if (field.IsEmpty || field[0] is not ((byte)'+' or (byte)'-')) return false;
        int sign = field[0] == '-' ? -1 : 1;
        field = field[1..];
        int hours = 0, rest = 0;
        bool isOffset = field.Length switch
        {
            1 or 2 => ClockText.Digits(field, out hours),
            4 => ClockText.Digits(field[..2], out hours) && ClockText.Digits(field[2..], out rest),
            5 => field[2] == ':' && ClockText.Digits(field[..2], out hours) && ClockText.Digits(field[3..], out rest),
            _ => false,
        };
        int minutes = hours * 60 + rest;
        offset = sign * minutes * 60L;
        return isOffset && rest < 60 && minutes <= 14 * 60;
    }
}
