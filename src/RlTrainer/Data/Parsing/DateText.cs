namespace RlTrainer.Data;

/// <summary>Dates as files write them.</summary>
internal static class DateText
{
    private const int CenturyTurn = 70;

    /// <summary>A date of a known form.</summary>
    /// <param name="field">The text; what stands behind the date is left.</param>
    /// <param name="form">How dates are written.</param>
    /// <param name="day">Days since 1970-01-01.</param>
    /// <param name="used">Bytes read.</param>
    public static bool TryParse(ReadOnlySpan<byte> field, TimeForm form, out long day, out int used)
    {
        day = 0;
        used = 0;
        bool isRead = form switch
        {
            TimeForm.Compact => TryCompact(field, out int year, out int month, out int date, ref used)
                && TryDay(year, month, date, out day),
            TimeForm.NamedMonth => TryNamed(field, out int year, out int month, out int date, ref used)
                && TryDay(year, month, date, out day),
            _ => TryParted(field, form, out int year, out int month, out int date, ref used)
                && TryDay(year, month, date, out day),
        };
        return isRead;
    }

    private static bool TryCompact(ReadOnlySpan<byte> field, out int year, out int month, out int day, ref int used)
    {
        year = month = day = 0;
        used = 8;
        return field.Length >= 8 && ClockText.Digits(field[..4], out year) && ClockText.Digits(field.Slice(4, 2), out month)
            && ClockText.Digits(field.Slice(6, 2), out day);
    }

    private static bool TryParted(ReadOnlySpan<byte> field, TimeForm form, out int year, out int month, out int day, ref int used)
    {
        year = month = day = 0;
        if (!Part(field, ref used, out int first, out int firstDigits) || !Mark(field, ref used)
            || !Part(field, ref used, out int second, out int secondDigits)
            || !Mark(field, ref used) || !Part(field, ref used, out int third, out int thirdDigits)) return false;
        int yearDigits = form is TimeForm.MonthFirst or TimeForm.DayFirst ? thirdDigits : firstDigits;
        if (yearDigits is 1 or 3 || secondDigits > 2
            || (form is TimeForm.MonthFirst or TimeForm.DayFirst ? firstDigits : thirdDigits) > 2) return false;
        (year, month, day) = form switch
        {
            TimeForm.MonthFirst => (third, first, second),
            TimeForm.DayFirst => (third, second, first),
            _ => (first, second, third),
        };
        if (yearDigits == 2) year += year < CenturyTurn ? 2_000 : 1_900;
        return true;
    }

    /// <summary>2-Jan-2024, 02 January 2024, Jan 2, 2024.</summary>
    private static bool TryNamed(ReadOnlySpan<byte> field, out int year, out int month, out int day, ref int used)
    {
        year = day = 0;
        bool isMonthFirst = TryMonth(field, ref used, out month);
        if (isMonthFirst) SkipMarks(field, ref used);
        if (!Part(field, ref used, out day, out int digits) || digits > 2) return false;
        SkipMarks(field, ref used);
        if (!isMonthFirst)
        {
            if (!TryMonth(field, ref used, out month)) return false;
            SkipMarks(field, ref used);
        }
        if (!Part(field, ref used, out year, out digits) || digits is 1 or 3) return false;
        if (digits == 2) year += year < CenturyTurn ? 2_000 : 1_900;
        return true;
    }

    private static bool TryMonth(ReadOnlySpan<byte> field, ref int at, out int month)
    {
        month = 0;
        int start = at;
        while (at < field.Length && (field[at] | 0x20) is >= 'a' and <= 'z') at++;
        if (at - start < 3) return false;
        int key = ((field[start] | 0x20) << 16) | ((field[start + 1] | 0x20) << 8) | (field[start + 2] | 0x20);
        ReadOnlySpan<byte> names = "janfebmaraprmayjunjulaugsepoctnovdec"u8;
        for (int name = 0; name < 12; name++)
            if (((names[name * 3] << 16) | (names[name * 3 + 1] << 8) | names[name * 3 + 2]) == key) month = name + 1;
        return month > 0;
    }

    private static void SkipMarks(ReadOnlySpan<byte> field, ref int at)
    {
        while (at < field.Length && field[at] is (byte)'-' or (byte)'/' or (byte)' ' or (byte)',' or (byte)'.') at++;
    }

    private static bool Part(ReadOnlySpan<byte> field, ref int at, out int value, out int digits)
    {
        int start = at;
        value = 0;
        while (at < field.Length && at - start < 4 && (uint)field[at] - '0' <= 9) value = value * 10 + (field[at++] - '0');
        digits = at - start;
        return at > start;
    }

    private static bool Mark(ReadOnlySpan<byte> field, ref int at) =>
        at < field.Length && field[at++] is (byte)'-' or (byte)'/' or (byte)'.';

    private static bool TryDay(int year, int month, int day, out long days)
    {
        days = 0;
        if (year is < 1970 or > 2199 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        days = DaysSince1970(year, month, day);
        return true;
    }

    /// <summary>Days since 1970-01-01 in the Gregorian calendar (Hinnant 2013, days_from_civil).</summary>
    private static long DaysSince1970(int year, int month, int day)
    {
        int y = month <= 2 ? year - 1 : year, era = y / 400, ofEra = y - era * 400;
        int ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return era * 146_097L + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468;
    }
}
