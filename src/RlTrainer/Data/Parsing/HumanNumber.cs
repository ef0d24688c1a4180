namespace RlTrainer.Data;

/// <summary>
/// Numbers as people and spreadsheets write them: thousands parted (12,345 or 12.345 or 12 345, the blank of any width, or
/// 12’345), a currency before, K, M or B behind. Groups must be of three digits, so that 1,5 is never read as 15.
/// </summary>
internal static class HumanNumber
{
    private const int LongestNumber = 40;

    /// <summary>A number; false where the field is anything else.</summary>
    /// <param name="field">The text.</param>
    /// <param name="decimalSign">The sign before the fraction, a point or a comma.</param>
    /// <param name="value">The number.</param>
    public static bool TryParse(ReadOnlySpan<byte> field, char decimalSign, out double value)
    {
        if (!field.ContainsAnyExceptInRange((byte)0, (byte)127)) return TryAscii(field, decimalSign, out value);
        value = 0;
        if (field.Length > LongestNumber) return false;
        Span<byte> narrow = stackalloc byte[LongestNumber];
        return TryAscii(Narrow(field, narrow), decimalSign, out value);
    }

    private static bool TryAscii(ReadOnlySpan<byte> field, char decimalSign, out double value)
    {
        value = 0;
        bool isNegative = Strip(ref field);
        double factor = FactorOf(ref field);
        if (field.IsEmpty || field.Length > LongestNumber) return false;
        Span<byte> plain = stackalloc byte[LongestNumber];
        if (!TryPlain(field, (byte)decimalSign, plain, out int length) || !NumberParser.TryDecimal(plain[..length], out value))
            return false;
        value = (isNegative ? -value : value) * factor;
        return factor == 1 || value != 0;   // 0.00M is anything below five thousand, and no number
    }

    /// <summary>Blanks that do not break and thin ones as blanks, a curved apostrophe as a straight one, the sign − as -;
    /// UTF-8, or the one byte that Latin-1 has for the blank.</summary>
    private static ReadOnlySpan<byte> Narrow(ReadOnlySpan<byte> field, Span<byte> narrow)
    {
        int length = 0;
        for (int at = 0; at < field.Length; at++)
        {
            ReadOnlySpan<byte> rest = field[at..];
            (byte letter, int used) = rest switch
            {
                [0xC2, 0xA0, ..] => ((byte)' ', 2),
                [0xE2, 0x80, 0x87 or 0x88 or 0x89 or 0xAF, ..] => ((byte)' ', 3),
                [0xE2, 0x80, 0x99, ..] => ((byte)'\'', 3),
                [0xE2, 0x88, 0x92, ..] => ((byte)'-', 3),
                [0xA0, ..] => ((byte)' ', 1),
                _ => (rest[0], 1),
            };
            narrow[length++] = letter;
            at += used - 1;
        }
        return narrow[..length];
    }

    /// <summary>Takes a currency, a plus and accountants' brackets away; true for a negative number.</summary>
    private static bool Strip(ref ReadOnlySpan<byte> field)
    {
        field = field.Trim((byte)' ');
        if (field is [(byte)'(', .., (byte)')']) return !Strip(ref field, 1);
        bool isNegative = field.Length > 0 && field[0] == '-';
        if (field.Length > 0 && field[0] is (byte)'-' or (byte)'+') field = field[1..];
        if (field.Length > 0 && field[0] == '$') field = field[1..];
        return isNegative;
    }

    private static bool Strip(ref ReadOnlySpan<byte> field, int around)
    {
        field = field[around..^around];
        if (field.Length > 0 && field[0] == '$') field = field[1..];
        return false;
    }

    private static double FactorOf(ref ReadOnlySpan<byte> field)
    {
        if (field.IsEmpty) return 1;
        double factor = field[
            ^1] switch
        { (byte)'K' or (byte)'k' => 1e3, (byte)'M' or (byte)'m' => 1e6, (byte)'B' or (byte)'b' => 1e9, _ => 1 };
        if (factor > 1) field = field[..^1].TrimEnd((byte)' ');
        return factor;
    }

    /// <summary>Digits and a point: marks between thousands are dropped where they part groups of three.</summary>
    private static bool TryPlain(ReadOnlySpan<byte> field, byte decimalSign, Span<byte> plain, out int length)
    {
        length = 0;
        int fraction = field.LastIndexOf(decimalSign);
        ReadOnlySpan<byte> whole = fraction >= 0 ? field[..fraction] : field, rest = fraction >= 0 ? field[(fraction + 1)..]
            : default;
        byte mark = 0;
        int group = 0;
        for (int at = 0; at < whole.Length; at++)
        {
            byte letter = whole[at];
            if ((uint)letter - '0' <= 9)
            {
                plain[length++] = letter;
                group++;
                continue;
            }
            bool isMark = letter is (byte)',' or (byte)'.' or (byte)' ' or (byte)'\'' && letter != decimalSign;
            if (!isMark || group == 0 || group > 3 || (mark != 0 && (letter != mark || group != 3))) return false;
            (mark, group) = (letter, 0);
        }
        if (mark != 0 && group != 3) return false;
        if (rest.IsEmpty) return length > 0;
        plain[length++] = (byte)'.';
        foreach (byte letter in rest)
        {
            if ((uint)letter - '0' > 9) return false;
            plain[length++] = letter;
        }
        return true;
    }
}
