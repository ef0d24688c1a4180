namespace RlTrainer.Data;

/// <summary>Clock times as files write them.</summary>
internal static class ClockText
{
    private const int Noon = 12;

    /// <summary>
    /// HH:mm, HH:mm:ss, HHmmss, HHmm or 930, with AM or PM, with a fraction of a second that is dropped: bars start on whole
    /// seconds. 24:00 is the midnight that ends the day.
    /// </summary>
    /// <param name="field">The text; what stands behind the time is left.</param>
    /// <param name="seconds">Seconds since midnight.</param>
    /// <param name="used">Bytes read.</param>
    public static bool TryParse(ReadOnlySpan<byte> field, out int seconds, out int used)
    {
        seconds = used = 0;
        if (!TryParts(field, out int hour, out int minute, out int second, ref used)) return false;
        if (used < field.Length && field[used] is (byte)'.' or (byte)',')
            used = field.Length - AfterDigits(field[(used + 1)..]).Length;
        if (HalfOf(field[used..], out int read) is { } isAfternoon)
        {
            used += read;
            if (hour is 0 or > Noon) return false;
            hour = hour % Noon + (isAfternoon ? Noon : 0);
        }
        seconds = hour * 3_600 + minute * 60 + second;
        return minute < 60 && second < 60 && (hour < 24 || seconds == 86_400);
    }

    /// <summary>What is left behind the digits at the beginning.</summary>
    public static ReadOnlySpan<byte> AfterDigits(ReadOnlySpan<byte> field)
    {
        int at = 0;
        while (at < field.Length && (uint)field[at] - '0' <= 9) at++;
        return field[at..];
    }

    /// <summary>The whole field as a number of digits.</summary>
    public static bool Digits(ReadOnlySpan<byte> field, out int value)
    {
        value = 0;
        foreach (byte letter in field)
        {
            uint digit = (uint)letter - '0';
            if (digit > 9) return false;
            value = value * 10 + (int)digit;
        }
        return field.Length > 0;
    }

    private static bool TryParts(ReadOnlySpan<byte> field, out int hour, out int minute, out int second, ref int used)
    {
        hour = minute = second = 0;
        int length = field.Length - AfterDigits(field).Length;
        if (length == 0) return false;
        if (length < field.Length && field[length] == ':')
        {
            if (length > 2 || !Digits(field[..length], out hour)) return false;
            used = length + 1;
            if (!TwoDigits(field, ref used, out minute)) return false;
            if (used >= field.Length || field[used] != ':') return true;
            used++;
            return TwoDigits(field, ref used, out second);
        }
        if (length is not (>= 1 and <= 6) || !Digits(field[..length], out int whole)) return false;
        used = length;
        if (length > 4) (whole, second) = (whole / 100, whole % 100);
        (hour, minute) = (whole / 100, whole % 100);
        return true;
    }

    private static bool TwoDigits(ReadOnlySpan<byte> field, ref int at, out int value)
    {
        int start = at;
        value = 0;
        while (at < field.Length && at - start < 2 && (uint)field[at] - '0' <= 9) value = value * 10 + (field[at++] - '0');
        return at > start;
    }

    /// <summary>True for PM, false for AM, null for neither.</summary>
    private static bool? HalfOf(ReadOnlySpan<byte> field, out int used)
    {
        int blanks = field.Length - field.TrimStart((byte)' ').Length;
        field = field[blanks..];
        used = blanks + 2;
        if (field.Length < 2 || field[0] is not ((byte)'A' or (byte)'a' or (byte)'P' or (byte)'p')) return null;
        bool isAfternoon = field[0] is (byte)'P' or (byte)'p';
        if (field[1] is (byte)'M' or (byte)'m') return field.Length == 2 || field[2] == ' ' ? isAfternoon : null;
        used = blanks + 4;
        return field.Length >= 4 && field[1] == '.' && field[2] is (byte)'m' or (byte)'M' && field[3] == '.' ? isAfternoon : null;
    }
}
