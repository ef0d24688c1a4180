using System.Buffers.Binary;
using NodaTime;

namespace RlTrainer.Data;

/// <summary>Times as market data files write them, from their bytes. Remembers the last date, which most rows repeat.</summary>
/// <param name="form">How times are written.</param>
/// <param name="fileDate">The date of times that count from midnight.</param>
/// <param name="marks">Names of zones that may stand behind a time;
/// those without an offset of their own leave the time local.</param>
/// <param name="ignoresOffsets">Offsets are read and not applied: the digits are a local time.</param>
internal sealed class TimestampParser(TimeForm form, LocalDate? fileDate, ZoneMarks? marks = null, bool ignoresOffsets = false)
{
    private const long FirstEpochSecond = 631_152_000, LastEpochSecond = 4_102_444_800;   // 1990 to 2100
    private readonly long _fileDay = fileDate is { } date ? Period.DaysBetween(new LocalDate(1970, 1, 1), date) : 0;
    private ulong _lastDateHead;
    private ushort _lastDateTail;
    private long _lastDay;

    /// <summary>Reads a time; a second field holds the clock where date and time stand apart.</summary>
    public bool TryParse(ReadOnlySpan<byte> field, ReadOnlySpan<byte> clock, out ParsedTime time)
    {
        time = default;
        if (form == TimeForm.Epoch) return TryEpoch(field, out time) && IsLocal(ref time);
        if (form == TimeForm.MillisecondsOfDay)
        {
            bool isTime = NumberParser.TryDecimal(field, out double milliseconds) && milliseconds is >= 0 and < 86_400_000;
            time = new ParsedTime(_fileDay * 86_400 + (long)(milliseconds / 1_000), false);
            return isTime;
        }
        if (form == TimeForm.YearFirst && field.Length >= 19 && clock.IsEmpty && TryIso(field, out time)) return true;
        if (!DateText.TryParse(field, form, out long day, out int used)) return false;
        ReadOnlySpan<byte> rest = clock.IsEmpty ? field[used..] : clock;
        if (clock.IsEmpty && rest.Length > 0 && rest[0] is (byte)'T' or (byte)' ' or (byte)',') rest = rest[1..];
        rest = rest.TrimStart((byte)' ');
        if (!ClockText.TryParse(rest, out int seconds, out used)
            || !TryOffset(rest[used..], day * 86_400 + seconds, out long? offset)) return false;
        if (ignoresOffsets) offset = null;
        time = new ParsedTime(day * 86_400 + seconds - (offset ?? 0), offset is not null);
        return true;
    }

    private bool IsLocal(ref ParsedTime time)
    {
        if (ignoresOffsets) time = time with { IsUtc = false };
        return true;
    }

    /// <summary>Seconds, milliseconds, microseconds or nanoseconds since
    /// 1970, by their digits; nothing outside 1990 to 2100.</summary>
    public static bool TryEpoch(ReadOnlySpan<byte> field, out ParsedTime time)
    {
        time = default;
        int point = field.IndexOf((byte)'.');
        if (point > 0) field = field[..point];
        if (field.Length is not (9 or 10 or 12 or 13 or 15 or 16 or 18 or 19) || !NumberParser.TryWhole(field, out long value)
            || value <= 0) return false;
        long seconds = value / (field.Length switch { <= 10 => 1, <= 13 => 1_000, <= 16 => 1_000_000, _ => 1_000_000_000 });
        time = new ParsedTime(seconds, true);
        return seconds is >= FirstEpochSecond and < LastEpochSecond;
    }

    /// <summary>yyyy-MM-ddTHH:mm:ss with anything but a fraction after it: the form of most rows.</summary>
    private bool TryIso(ReadOnlySpan<byte> field, out ParsedTime time)
    {
        time = default;
        ulong head = BinaryPrimitives.ReadUInt64LittleEndian(field);
        ushort tail = BinaryPrimitives.ReadUInt16LittleEndian(field[8..]);
        if (head != _lastDateHead || tail != _lastDateTail)
        {
            if (field[4] != '-' || field[7] != '-'
                || !DateText.TryParse(field[..10], TimeForm.YearFirst, out long day, out int used) || used != 10) return false;
            (_lastDateHead, _lastDateTail, _lastDay) = (head, tail, day);
        }
        if (field[10] is not ((byte)'T' or (byte)' ') || field[13] != ':' || field[16] != ':') return false;
        uint h1 = (uint)field[11] - '0', h2 = (uint)field[12] - '0', m1 = (uint)field[14] - '0', m2 = (uint)field[15] - '0',
            s1 = (uint)field[17] - '0', s2 = (uint)field[18] - '0';
        if (h1 > 2 || h2 > 9 || m1 > 5 || m2 > 9 || s1 > 5 || s2 > 9 || h1 * 10 + h2 > 23) return false;
        long seconds = _lastDay * 86_400 + (h1 * 10 + h2) * 3_600 + (m1 * 10 + m2) * 60 + s1 * 10 + s2;
        if (field.Length == 20 && field[19] == 'Z')
        {
            time = new ParsedTime(seconds, !ignoresOffsets);
            return true;
        }
        ReadOnlySpan<byte> rest = field[19..];
        if (rest.Length > 0 && rest[0] is (byte)'.' or (byte)',') rest = ClockText.AfterDigits(rest[1..]);
        if (rest.TrimStart((byte)' ') is [(byte)'A' or (byte)'P' or (byte)'a' or (byte)'p', ..]
            || !TryOffset(rest, seconds, out long? offset)) return false;
        if (ignoresOffsets) offset = null;
        time = new ParsedTime(seconds - (offset ?? 0), offset is not null);
        return true;
    }

    /// <summary>Nothing, Z, +00:00, -0500, +03, GMT and UTC before one of these, or the name of a zone.</summary>
    private bool TryOffset(ReadOnlySpan<byte> field, long localSeconds, out long? offset)
    {
        offset = null;
        field = field.Trim((byte)' ');
        if (field.IsEmpty) return true;
        if (marks is not null && marks.TryFind(field, localSeconds, out offset, out bool isRight)) return isRight;
        return OffsetText.TryParse(field, out offset);
    }
}
