using System.Text;

namespace RlTrainer.Data;

/// <summary>
/// The names of zones that stand behind a file's times. A name with an offset of its own (EST) holds only while its zone's
/// clock shows that offset: EST behind a time in July is a contradiction, and no row with one is read.
/// </summary>
internal sealed class ZoneMarks
{
    private readonly (byte[] Text, ZoneClock Clock, int? Offset)[] _marks;
    private readonly bool _isOverruled;

    /// <param name="marks">The names.</param>
    /// <param name="isOverruled">The caller named the zone: the names say nothing.</param>
    public ZoneMarks(IReadOnlyList<ZoneMark> marks, bool isOverruled)
    {
        _marks = [.. marks.Select(mark => (Encoding.Latin1.GetBytes(mark.Text), new ZoneClock(mark.Zone), mark.OffsetSeconds))];
        _isOverruled = isOverruled;
    }

    /// <summary>True where the text is one of the names.</summary>
    /// <param name="text">The text behind the clock time.</param>
    /// <param name="localSeconds">The time of the row on its own clock.</param>
    /// <param name="offset">The offset the name tells; null where the file's zone decides.</param>
    /// <param name="isRight">False where the zone's clock shows another offset at that time.</param>
    public bool TryFind(ReadOnlySpan<byte> text, long localSeconds, out long? offset, out bool isRight)
    {
        offset = null;
        isRight = true;
        foreach ((byte[] name, ZoneClock clock, int? named) in _marks)
        {
            if (!text.SequenceEqual(name)) continue;
            if (named is not { } seconds || _isOverruled) return true;
            offset = seconds;
            isRight = clock.LocalOf(localSeconds - seconds) == localSeconds;
            return true;
        }
        return false;
    }
}
