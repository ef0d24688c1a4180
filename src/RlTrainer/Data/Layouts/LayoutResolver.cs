using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>
/// Makes a layout of what a file tells, what the caller says and what the calendar shows. What then is still open is a
/// question, with its readings side by side; nothing is assumed in silence.
/// </summary>
internal static class LayoutResolver
{
    /// <summary>The layout with every fact known.</summary>
    /// <param name="scan">Reads the times once more, of the whole file or of all files of its form.</param>
    /// <param name="head">The first lines.</param>
    /// <param name="name">The name that messages carry.</param>
    /// <param name="instrument">What the bars are of.</param>
    /// <param name="options">What the caller says.</param>
    /// <exception cref="BarQuestionException">A fact is open.</exception>
    /// <exception cref="BarDataException">No known layout fits, or what was said is not possible.</exception>
    public static DetectedLayout Resolve(
        Func<BarLayout, TimeForm, TimeScan> scan, FileHead head, string name, Instrument instrument, ImportOptions options) =>
        Settle(LayoutDetector.Detect(head, name, AskedOf(instrument, options)), head, scan, name, (instrument, options));

    /// <summary>What the caller said before the file is looked at.</summary>
    public static DetectOptions AskedOf(Instrument instrument, ImportOptions options) =>
        new(instrument, options.Mapping, options.Aggregate) { IsDecimalSaid = options.Decimal is not null };

    /// <summary>The same for a layout that was found otherwise, as of a table.</summary>
    /// <param name="found">What is known.</param>
    /// <param name="head">The first rows as lines.</param>
    /// <param name="scan">Reads the times once more.</param>
    /// <param name="name">The name that messages carry.</param>
    /// <param name="asked">What the bars are of, and what the caller says.</param>
    public static DetectedLayout Settle(
        DetectedLayout found, FileHead head, Func<BarLayout, TimeForm, TimeScan> scan, string name,
        (Instrument Instrument, ImportOptions Options) asked)
    {
        found = SaidFacts.Apply(found, asked.Options, name);
        if (OpenKinds(found).Count == 0) return found;
        found = Ask(found, head, scan, asked.Instrument, asked.Options.Interval);
        if (found.Question is { BarsJudged: 0 } && FirstBar.HasNoTime(head, found.Layout))
            throw Refusals.NoTime(name, head, found.Layout);
        if (found.Question is not { } question) return found;
        if (asked.Options.AcceptEvidence && question.Recommended is { } only)
            return LayoutQuestions.Answer(
                found, only, FactSource.Evidence,
                $"the only reading of {question.Readings.Count} with no bar of {question.BarsJudged} outside trading hours"
                + (question.FilesJudged > 1 ? $", in {question.FilesJudged} files of this form together" : ""));
        throw new BarQuestionException(LayoutQuestions.Text(name, found, question), question);
    }

    /// <summary>The question that a detected layout leaves, with the calendar's counts; null where everything is known.</summary>
    public static LayoutQuestion? QuestionOf(
        DetectedLayout found, FileHead head, Func<Stream> open, Instrument? instrument, BarInterval interval)
    {
        if (OpenKinds(found).Count == 0) return null;
        return Ask(found, head, (layout, form) => ScanOf(layout, open, form), instrument, interval).Question;
    }

    private static List<FactKind> OpenKinds(DetectedLayout found) =>
        [.. found.Facts.Where(fact => fact.Source == FactSource.Open).Select(fact => fact.Kind)];

    /// <summary>Settles the date order where the whole file tells it; then weighs the readings of what is open.</summary>
    private static DetectedLayout Ask(
        DetectedLayout found, FileHead head, Func<BarLayout, TimeForm, TimeScan> scan, Instrument? instrument,
        BarInterval interval)
    {
        List<FactKind> kinds = OpenKinds(found);
        if (kinds.Contains(FactKind.Decimal)
            || (kinds.Contains(FactKind.Format) && found.Layout.Time == TimeForm.MillisecondsOfDay))
            return found with { Question = LayoutQuestions.OfText(found, head) };
        var scans = new Dictionary<TimeForm, TimeScan>();
        TimeForm[] forms = kinds.Contains(FactKind.DateOrder) ? [.. OrdersOf(found, scan, scans)] : [found.Layout.Time];
        if (forms.Length == 1 && kinds.Contains(FactKind.DateOrder))
        {
            found = found.With(FactKind.DateOrder, TimeForms.WordsOf(LayoutQuestions.OrderOf(forms[0])), FactSource.Evidence,
                "the whole file holds dates in this order only") with
            {
                Layout = found.Layout with { Time = forms[0] },
            };
            if (OpenKinds(found).Count == 0) return found;
        }
        foreach (TimeForm form in forms)
            if (!scans.ContainsKey(form)) scans[form] = scan(found.Layout, form);
        return found with { Question = LayoutQuestions.Weighed(found, head, scans, forms, (instrument, interval)) };
    }

    /// <summary>The orders under which nearly every row of the file has a date, and time runs one way.</summary>
    private static List<TimeForm> OrdersOf(
        DetectedLayout found, Func<BarLayout, TimeForm, TimeScan> scan, Dictionary<TimeForm, TimeScan> scans)
    {
        foreach (TimeForm form in (TimeForm[])[TimeForm.MonthFirst, TimeForm.DayFirst, TimeForm.YearFirst])
            scans[form] = scan(found.Layout, form);
        int most = scans.Values.Max(each => each.Local.Count);
        List<TimeForm> readable =
            [.. scans.Where(entry => entry.Value.Local.Count > 0 && entry.Value.Local.Count > most - TimeForms.FewestDecisive)
                .Select(entry => entry.Key)];
        long fewest = readable.Min(form => scans[form].StepsBack);
        return [.. readable.Where(
            form => scans[form].StepsBack * 100 <= scans[form].Local.Count || scans[form].StepsBack == fewest)];
    }

    /// <summary>The times of a text.</summary>
    public static TimeScan ScanOf(BarLayout layout, Func<Stream> open, TimeForm form)
    {
        using Stream text = open();
        return TimeScan.Of(text, layout with { Time = form });
    }
}
