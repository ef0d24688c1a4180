using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>The cells of this session, for clients that ask for history.</summary>
internal sealed class KernelHistory
{
    private const int Session = 1;
    private readonly List<(int Number, string Code, string? Value)> _cells = [];

    /// <summary>Remembers a cell and the plain text of its value.</summary>
    public void Add(int number, string code, string? value) => _cells.Add((number, code, value));

    /// <summary>history_reply for a request: the tail, a range, or what matches a pattern with * and ?.</summary>
    public JsonObject Answer(JupyterMessage request)
    {
        IEnumerable<(int Number, string Code, string? Value)> found = request.Text("hist_access_type") switch
        {
            "range" => InRange(request),
            "search" => Matching(request),
            _ => _cells,
        };
        int most = request.Number("n", int.MaxValue);
        if (request.Text("hist_access_type") != "range")
            found = found.TakeLast(most <= 0 ? int.MaxValue : most);
        bool withOutput = request.Flag("output", otherwise: false);
        return new JsonObject
        {
            ["status"] = "ok",
            ["history"] = new JsonArray([.. found.Select(cell => new JsonArray(
                Session, cell.Number, withOutput ? new JsonArray(cell.Code, cell.Value) : JsonValue.Create(cell.Code)))]),
        };
    }

    private IEnumerable<(int Number, string Code, string? Value)> InRange(JupyterMessage request)
    {
        // Session 0 is the current one; earlier sessions are not kept.
        if (request.Number("session", 0) is not (0 or Session))
            return [];
        int start = request.Number("start", 0);
        int stop = request.Number("stop", int.MaxValue);
        return _cells.Where(cell => cell.Number >= start && cell.Number < stop);
    }

    private IEnumerable<(int Number, string Code, string? Value)> Matching(JupyterMessage request)
    {
        string pattern = request.Text("pattern");
        var glob = new Regex(
            "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)
                .Replace("\\?", ".", StringComparison.Ordinal) + "$", RegexOptions.Singleline);
        var found = _cells.Where(cell => glob.IsMatch(cell.Code));
        return request.Flag("unique", otherwise: false)
            ? found.GroupBy(cell => cell.Code, StringComparer.Ordinal).Select(group => group.Last()) : found;
    }
}
