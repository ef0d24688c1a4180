using System.Globalization;
using System.Text;
using FSharp.Compiler.CodeAnalysis;
using FSharp.Compiler.Syntax;
using FSharp.Compiler.Text;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Control;
using Microsoft.FSharp.Core;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>
/// Puts polls of the stop button into the loops and functions of F# code. F# reads columns, so a body that begins on a line
/// of its own gets a line before it, and a line directive keeps the numbering; a body within one line is wrapped in brackets.
/// </summary>
internal sealed class FSharpPolls
{
    private const string Check = "global.RlTrainer.Notebooks.Scripting.CancellationPoll.Check()";
    private const string Enter = "global.RlTrainer.Notebooks.Scripting.CancellationPoll.Enter()";
    private readonly string[] _lines;
    private readonly string _file;
    private readonly SortedSet<(int Line, int Column, int Order, string Text)> _edits = [];
    private readonly SortedSet<int> _polledLines = [];

    private FSharpPolls(string code, string file)
    {
        _lines = code.Split('\n');
        _file = file;
    }

    /// <summary>The code with polls, or the code itself when there is nothing to poll or the code does not parse.</summary>
    public static string Insert(FSharpChecker checker, string code, string file)
    {
        if (Parse(checker, code) is not { } tree)
            return code;
        var polls = new FSharpPolls(code, file);
        var visit = FuncConvert.FromFunc<bool, FSharpList<SyntaxNode>, SyntaxNode, bool>(polls.Visit);
        ParsedInputModule.fold(visit, true, tree);
        string polled = polls.Apply();
        return polled != code && Parse(checker, polled) is not null ? polled : code;
    }

    private static ParsedInput? Parse(FSharpChecker checker, string code)
    {
        FSharpList<string> arguments = ListModule.OfSeq(["cell.fsx"]);
        FSharpParsingOptions options = checker.GetParsingOptionsFromCommandLineArgs(arguments, null, null).Item1;
        FSharpAsync<FSharpParseFileResults> parsing =
            checker.ParseFile("cell.fsx", SourceText.ofString(code), options, null, null);
        FSharpParseFileResults parsed = FSharpAsync.RunSynchronously(parsing, null, null);
        return parsed.ParseHadErrors ? null : parsed.ParseTree;
    }

    private bool Visit(bool state, FSharpList<SyntaxNode> path, SyntaxNode node)
    {
        bool isComputed = ListModule.OfSeq(path).Any(outer => outer is SyntaxNode.SynExpr { Item: SynExpr.ComputationExpr });
        switch (node)
        {
            case SyntaxNode.SynExpr { Item: SynExpr.While loop }:
                AddCondition(loop.whileExpr.Range);
                break;
            case SyntaxNode.SynExpr { Item: SynExpr.For loop }:
                Add(loop.doBody.Range, Check, isComputed);
                break;
            case SyntaxNode.SynExpr { Item: SynExpr.ForEach loop }:
                Add(loop.bodyExpr.Range, Check, isComputed);
                break;
            case SyntaxNode.SynExpr { Item: SynExpr.Lambda { fromMethod: false, parsedData: not null } lambda }:
                Add(lambda.parsedData.Value.Item2.Range, Check, isComputed);
                break;
            case SyntaxNode.SynBinding { Item: var binding } when IsFunction(binding):
                Add((binding.expr is SynExpr.Typed typed ? typed.expr : binding.expr).Range, Enter, isComputed: false);
                break;
        }

        return state;
    }

    private static bool IsFunction(SynBinding binding) =>
        binding.headPat is SynPat.LongIdent { argPats: SynArgPats.Pats { pats.IsEmpty: false } };

    /// <summary>A condition is an ordinary expression, also inside computation expressions.</summary>
    private void AddCondition(FSharp.Compiler.Text.Range condition)
    {
        if (condition.StartLine == condition.EndLine)
            Wrap(condition, Check);
    }

    private void Add(FSharp.Compiler.Text.Range body, string poll, bool isComputed)
    {
        string before = _lines[body.StartLine - 1][..body.StartColumn];
        if (string.IsNullOrWhiteSpace(before))
        {
            if (_polledLines.Add(body.StartLine))
                _edits.Add((body.StartLine, -1, 0,
                    string.Create(CultureInfo.InvariantCulture, $"{before}{poll}\n# {body.StartLine} \"{_file}\"\n")));
        }
        else if (body.StartLine == body.EndLine && !isComputed)
        {
            Wrap(body, poll);
        }
    }

    private void Wrap(FSharp.Compiler.Text.Range code, string poll)
    {
        _edits.Add((code.StartLine, code.StartColumn, _edits.Count, $"({poll}; "));
        _edits.Add((code.EndLine, code.EndColumn, -_edits.Count, ")"));
    }

    private string Apply()
    {
        if (_edits.Count == 0)
            return string.Join('\n', _lines);
        var result = new StringBuilder();
        for (int line = 1; line <= _lines.Length; line++)
        {
            int copied = 0;
            string text = _lines[line - 1];
            foreach (var (_, column, _, inserted) in _edits.GetViewBetween(
                (line, -1, int.MinValue, string.Empty), (line, int.MaxValue, int.MaxValue, string.Empty)))
            {
                int at = Math.Max(column, 0);
                result.Append(text, copied, at - copied).Append(inserted);
                copied = at;
            }

            result.Append(text, copied, text.Length - copied);
            if (line < _lines.Length)
                result.Append('\n');
        }

        return result.ToString();
    }
}
