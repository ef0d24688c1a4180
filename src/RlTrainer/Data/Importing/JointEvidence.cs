using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>
/// The times of all files of one import that have one form. A month without an evening, or a week of dates below 13, leaves
/// open what the other months of the same vendor tell: files of one form have one clock and one order of dates.
/// </summary>
/// <param name="instrument">What the bars are of.</param>
/// <param name="options">What the caller says.</param>
internal sealed class JointEvidence(Instrument instrument, ImportOptions options)
{
    private const int MostRows = 3_000_000;
    private readonly Dictionary<TextPart, FormKey?> _forms = [];
    private readonly Dictionary<(FormKey, TimeForm), TimeScan> _scans = [];

    /// <summary>Every text and table of the import.</summary>
    public List<TextPart> Parts { get; } = [];

    /// <summary>The times of a text and of all others of its form.</summary>
    /// <param name="part">The text.</param>
    /// <param name="layout">How it is written.</param>
    /// <param name="form">How its times are tried.</param>
    public TimeScan ScanOf(TextPart part, BarLayout layout, TimeForm form)
    {
        if (Parts.Count == 1 || FormOf(part) is not { } own) return Scan(part, layout, form);
        if (_scans.TryGetValue((own, form), out TimeScan? known)) return known;
        var local = new List<long>();
        long unreadable = 0, back = 0;
        int files = 0;
        foreach (TextPart each in Parts)
        {
            if (FormOf(each) != own || local.Count >= MostRows) continue;
            TimeScan one = Scan(each, layout, form);
            local.AddRange(one.Local);
            unreadable += one.Unreadable;
            back += one.StepsBack;
            files++;
        }
        return _scans[(own, form)] = new TimeScan(local, unreadable) { StepsBack = back, Files = files };
    }

    private static TimeScan Scan(TextPart part, BarLayout layout, TimeForm form)
    {
        using Stream text = JsonTable.AsText(part).Open();
        return TimeScan.Of(text, layout with { Time = form });
    }

    /// <summary>A text's form; null for a table, or where none fits.</summary>
    private FormKey? FormOf(TextPart part)
    {
        if (_forms.TryGetValue(part, out FormKey? known)) return known;
        return _forms[part] = Detected(part);
    }

    private FormKey? Detected(TextPart part)
    {
        try
        {
            if (ImportSource.TableFormatOf(part, options) is not null) return null;
            using Stream stream = TextPart.WithHead(JsonTable.AsText(part).Open(), out FileHead head);
            BarLayout layout = LayoutDetector.Detect(head, part.Name, LayoutResolver.AskedOf(instrument, options)).Layout;
            string names = string.Join('\n', head.Lines.Take(layout.HeaderLines));
            return new FormKey(names, layout with
            {
                FileDate = null,
                IsDescending = false,
                IsBackAdjusted = false,
                ZoneMarks = [],
                Time = layout.Time is TimeForm.DayFirst or TimeForm.YearFirst ? TimeForm.MonthFirst : layout.Time,
            });
        }
        catch (Exception error) when (error is BarDataException or InvalidDataException or EndOfStreamException)
        {
            return null;   // its own turn comes, and says what is wrong with it
        }
    }

    /// <summary>What files of one form share: the names of their columns, and the layout without what may differ.</summary>
    private sealed record FormKey(string Names, BarLayout Layout);
}
