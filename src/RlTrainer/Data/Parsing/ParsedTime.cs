namespace RlTrainer.Data;

/// <summary>A time as read: seconds since 1970 in UTC where the text had an offset, of the file's own clock where not.</summary>
internal readonly record struct ParsedTime(long Seconds, bool IsUtc);
