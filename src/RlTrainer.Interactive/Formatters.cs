using Microsoft.DotNet.Interactive.Formatting;

namespace RlTrainer.Interactive;

/// <summary>How values look in a notebook. A notebook on another host calls <see cref="Register"/> once; this project's host
/// has done so.</summary>
public static class Formatters
{
    internal const string Html = "text/html", Svg = "image/svg+xml", Plotly = "application/vnd.plotly.v1+json",
        Plain = "text/plain";
    private static readonly Lock Gate = new();
    private static bool s_registered;

    /// <summary>Registers the formatters of this library; further calls do nothing.</summary>
    public static void Register()
    {
        lock (Gate)
        {
            if (s_registered)
                return;
            s_registered = true;
            TimeFormatters.Register();
            FigureFormatters.Register();
            MarketFormatters.Register();
            FindingFormatters.Register();
            FeatureFormatters.Register();
            VerdictFormatters.Register();
            LearningFormatters.Register();
            EvaluationFormatters.Register();
            EnvironmentFormatters.Register();
        }
    }

    /// <summary>Makes a sequence of records show as a table; display calls it for every type it meets, other hosts call it
    /// where they want it.</summary>
    /// <param name="type">The type of a value that is about to be displayed; types that are no sequence of records are
    /// left alone.</param>
    public static void Prepare(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        RecordTables.Prepare(type);
    }

    /// <summary>Says in which forms values of a type are shown, richest first; text/plain belongs among them.</summary>
    /// <typeparam name="T">The type, or a base or interface of it.</typeparam>
    /// <param name="forms">MIME type and the text of the value in it.</param>
    public static void Add<T>(params (string MimeType, Func<T, string> Form)[] forms)
    {
        ArgumentNullException.ThrowIfNull(forms);
        foreach (var (mimeType, form) in forms)
            Formatter.Register<T>((value, writer) => writer.Write(form(value)), mimeType);
        Formatter.SetPreferredMimeTypesFor(typeof(T), [.. forms.Select(form => form.MimeType)]);
    }
}
