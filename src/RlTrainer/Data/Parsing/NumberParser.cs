using System.Buffers.Text;

namespace RlTrainer.Data;

/// <summary>Numbers as market data files write them, from their bytes.</summary>
internal static class NumberParser
{
    private static readonly double[] PowersOfTen =
        [1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15, 1e-16, 1e-17, 1e-18];

    /// <summary>A decimal number; false where the field is anything else. NaN, infinities and more than 18 digits before the
    /// point are refused.</summary>
    public static bool TryDecimal(ReadOnlySpan<byte> field, out double value)
    {
        value = 0;
        int at = 0;
        bool isNegative = field.Length > 0 && field[0] == '-';
        if (isNegative) at = 1;
        long digits = 0;
        int count = 0, fraction = 0;
        for (; at < field.Length; at++)
        {
            uint digit = (uint)field[at] - '0';
            if (digit > 9) break;
            digits = digits * 10 + digit;
            if (++count > 17) return TrySlow(field, out value);
        }
        if (at < field.Length && field[at] == '.')
        {
            at++;
            for (; at < field.Length; at++)
            {
                uint digit = (uint)field[at] - '0';
                if (digit > 9) break;
                digits = digits * 10 + digit;
                fraction++;
                if (++count > 17) return TrySlow(field, out value);
            }
        }
        if (count == 0) return false;
        if (at < field.Length) return TrySlow(field, out value);
        value = fraction == 0 ? digits : digits * PowersOfTen[fraction];
        if (isNegative) value = -value;
        return true;
    }

    /// <summary>A whole number of up to 19 digits.</summary>
    public static bool TryWhole(ReadOnlySpan<byte> field, out long value) =>
        Utf8Parser.TryParse(field, out value, out int used) && used == field.Length;

    /// <summary>Exponents and long fractions. An exponent whose last digit stands for more than one unit has lost digits, as
    /// 4.8E+03 of a spreadsheet has, and is no number.</summary>
    private static bool TrySlow(ReadOnlySpan<byte> field, out double value) =>
        Utf8Parser.TryParse(field, out value, out int used) && used == field.Length && double.IsFinite(value)
            && field[0] is not ((byte)'I' or (byte)'N') && IsWhole(field);

    private static bool IsWhole(ReadOnlySpan<byte> field)
    {
        int mark = field.IndexOfAny((byte)'E', (byte)'e');
        if (mark < 0) return true;
        int point = field[..mark].IndexOf((byte)'.'), fraction = point < 0 ? 0 : mark - point - 1;
        return Utf8Parser.TryParse(field[(mark + 1)..], out int exponent, out _) && exponent <= fraction;
    }
}
