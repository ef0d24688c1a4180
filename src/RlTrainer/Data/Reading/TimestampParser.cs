using System.Buffers.Binary;
using NodaTime;

namespace RlTrainer.Data;

/// <summary>Times as market data files write them, from their bytes. Remembers the last date, which most rows repeat.</summary>
internal sealed class TimestampParser(TimeForm form, LocalDate? fileDate)
{
    private readonly long _fileDay = fileDate is { } date ? Period.DaysBetween(new LocalDate(1970, 1, 1), date) : 0;
    private ulong _lastDateHead;
    private ushort _lastDateTail;
    private long _lastDay;

    /// <summary>Reads a time; a second field holds the clock where date and time stand apart.</summary>
    public bool TryParse(ReadOnlySpan<byte> field, ReadOnlySpan<byte> clock, out ParsedTime time)
    {
        time = default;
        if (form == TimeForm.Epoch) return TryEpoch(field, out time);
        if (form == TimeForm.MillisecondsOfDay)
        {
            bool isTime = NumberParser.TryDecimal(field, out double milliseconds) && milliseconds is >= 0 and < 86_400_000;
            time = new ParsedTime(_fileDay * 86_400 + (long)(milliseconds / 1_000), false);
            return isTime;
        }
        if (form == TimeForm.YearFirst && field.Length >= 19 && clock.IsEmpty && TryIso(field, out time)) return true;
        if (!TryDate(field, out long day, out int used)) return false;
        ReadOnlySpan<byte> rest = clock.IsEmpty ? field[used..] : clock;
        if (clock.IsEmpty && rest.Length > 0 && rest[0] is (byte)'T' or (byte)' ') rest = rest[1..];
        rest = rest.TrimStart((byte)' ');
        if (!TryClock(rest, out int seconds, out used) || !TryOffset(rest[used..], out long? offset)) return false;
        time = new ParsedTime(day * 86_400 + seconds - (offset ?? 0), offset is not null);
        return true;
    }

    /// <summary>yyyy-MM-ddTHH:mm:ss with anything but a fraction after it: the form of most rows.</summary>
    private bool TryIso(ReadOnlySpan<byte> field, out ParsedTime time)
    {
        time = default;
        ulong head = BinaryPrimitives.ReadUInt64LittleEndian(field);
        ushort tail = BinaryPrimitives.ReadUInt16LittleEndian(field[8..]);
        if (head != _lastDateHead || tail != _lastDateTail)
        {
            if (field[4] != '-' || field[7] != '-' || !TryDate(field[..10], out long day, out int used) || used != 10) return false;
            (_lastDateHead, _lastDateTail, _lastDay) = (head, tail, day);
        }
        if (field[10] is not ((byte)'T' or (byte)' ') || field[13] != ':' || field[16] != ':') return false;
        uint h1 = (uint)field[11] - '0', h2 = (uint)field[12] - '0', m1 = (uint)field[14] - '0', m2 = (uint)field[15] - '0', s1 = (uint)field[17] - '0', s2 = (uint)field[18] - '0';
        if (h1 > 2 || h2 > 9 || m1 > 5 || m2 > 9 || s1 > 5 || s2 > 9 || h1 * 10 + h2 > 23) return false;
        long seconds = _lastDay * 86_400 + (h1 * 10 + h2) * 3_600 + (m1 * 10 + m2) * 60 + s1 * 10 + s2;
        if (field.Length == 20 && field[19] == 'Z')
        {
            time = new ParsedTime(seconds, true);
            return true;
        }
        ReadOnlySpan<byte> rest = field[19..];
        if (rest.Length > 0 && rest[0] == '.') rest = AfterDigits(rest[1..]);
        if (!TryOffset(rest, out long? offset)) return false;
        time = new ParsedTime(seconds - (offset ?? 0), offset is not null);
        return true;
    }

    private static bool TryEpoch(ReadOnlySpan<byte> field, out ParsedTime time)
    {
        time = default;
        int point = field.IndexOf((byte)'.');
        if (point > 0) field = field[..point];
        if (!NumberParser.TryWhole(field, out long value) || value <= 0) return false;
        long divisor = field.Length switch { <= 10 => 1, <= 13 => 1_000, <= 16 => 1_000_000, _ => 1_000_000_000 };
        time = new ParsedTime(value / divisor, true);
        return field.Length >= 9;
    }

    private bool TryDate(ReadOnlySpan<byte> field, out long day, out int used)
    {
        day = 0;
        used = 0;
        int year, month, dayOfMonth;
        if (form == TimeForm.Compact)
        {
            if (field.Length < 8 || !Digits(field[..4], out year) || !Digits(field.Slice(4, 2), out month) || !Digits(field.Slice(6, 2), out dayOfMonth)) return false;
            used = 8;
        }
        else
        {
            if (!Part(field, ref used, out int first) || !Mark(field, ref used) || !Part(field, ref used, out int second)
                || !Mark(field, ref used) || !Part(field, ref used, out int third)) return false;
            (year, month, dayOfMonth) = form switch
            {
                TimeForm.MonthFirst => (third, first, second),
                TimeForm.DayFirst => (third, second, first),
                _ => (first, second, third),
            };
        }
        if (year is < 1970 or > 2199 || month is < 1 or > 12 || dayOfMonth < 1 || dayOfMonth > DateTime.DaysInMonth(year, month)) return false;
        day = DaysSince1970(year, month, dayOfMonth);
        return true;
    }

    /// <summary>HH:mm, HH:mm:ss, HHmmss or HHmm, with a fraction of a second that is dropped: bars start on whole seconds.</summary>
    private static bool TryClock(ReadOnlySpan<byte> field, out int seconds, out int used)
    {
        seconds = used = 0;
        int hour, minute, second = 0;
        if (field.Length >= 4 && field.IndexOf((byte)':') < 0)
        {
            int length = field.Length - AfterDigits(field).Length;
            if (length is not (4 or 6) || !Digits(field[..2], out hour) || !Digits(field.Slice(2, 2), out minute)) return false;
            if (length == 6 && !Digits(field.Slice(4, 2), out second)) return false;
            used = length;
        }
        else
        {
            if (!Part(field, ref used, out hour) || used >= field.Length || field[used++] != ':' || !Part(field, ref used, out minute)) return false;
            if (used < field.Length && field[used] == ':')
            {
                used++;
                if (!Part(field, ref used, out second)) return false;
            }
        }
        if (used < field.Length && field[used] == '.') used = field.Length - AfterDigits(field[(used + 1)..]).Length;
        seconds = hour * 3_600 + minute * 60 + second;
        return hour < 24 && minute < 60 && second < 60;
    }

    /// <summary>Nothing, Z, +00:00, -0500, +03, or GMT and UTC before one of these.</summary>
    private static bool TryOffset(ReadOnlySpan<byte> field, out long? offset)
    {
        offset = null;
        field = field.Trim((byte)' ');
        if (field.IsEmpty) return true;
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
        if (field[0] is not ((byte)'+' or (byte)'-')) return false;
        int sign = field[0] == '-' ? -1 : 1;
        field = field[1..];
        int minutes = 0;
        bool isOffset = field.Length switch
        {
            2 => Digits(field, out int hours) && Set(out minutes, hours * 60),
            4 => Digits(field[..2], out int hours) && Digits(field[2..], out int rest) && Set(out minutes, hours * 60 + rest),
            5 => field[2] == ':' && Digits(field[..2], out int hours) && Digits(field[3..], out int rest) && Set(out minutes, hours * 60 + rest),
            _ => false,
        };
        offset = sign * minutes * 60L;
        return isOffset && minutes <= 14 * 60;
    }

    private static bool Set(out int target, int value)
    {
        target = value;
        return true;
    }

    private static ReadOnlySpan<byte> AfterDigits(ReadOnlySpan<byte> field)
    {
        int at = 0;
        while (at < field.Length && (uint)field[at] - '0' <= 9) at++;
        return field[at..];
    }

    private static bool Digits(ReadOnlySpan<byte> field, out int value)
    {
        value = 0;
        foreach (byte letter in field)
        {
            uint digit = (uint)letter - '0';
            if (digit > 9) return false;
            value = value * 10 + (int)digit;
        }
        return true;
    }

    private static bool Part(ReadOnlySpan<byte> field, ref int at, out int value)
    {
        int start = at;
        value = 0;
        while (at < field.Length && at - start < 4 && (uint)field[at] - '0' <= 9) value = value * 10 + (field[at++] - '0');
        return at > start;
    }

    private static bool Mark(ReadOnlySpan<byte> field, ref int at) =>
        at < field.Length && field[at++] is (byte)'-' or (byte)'/' or (byte)'.';

    /// <summary>Days since 1970-01-01 in the Gregorian calendar (Hinnant 2013, days_from_civil).</summary>
    private static long DaysSince1970(int year, int month, int day)
    {
        int y = month <= 2 ? year - 1 : year, era = y / 400, ofEra = y - era * 400;
        int ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return era * 146_097L + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468;
    }
}
