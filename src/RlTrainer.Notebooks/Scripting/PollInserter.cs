using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>
/// Puts polls of the stop button into every loop body, method entry and label, and
/// lets awaits end with the stop; on the same line, so that line numbers hold.
/// </summary>
internal sealed class PollInserter : CSharpSyntaxWalker
{
    private const string Check = " global::RlTrainer.Notebooks.Scripting.CancellationPoll.Check();";
    private const string Enter = " global::RlTrainer.Notebooks.Scripting.CancellationPoll.Enter();";
    private const string Await = "global::RlTrainer.Notebooks.Scripting.StoppableAwait.";
    private readonly List<(int Position, int Length, string Text)> _edits = [];

    private PollInserter()
    {
    }

    /// <summary>The code with polls.</summary>
    public static string Insert(string code, CSharpParseOptions options)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(code, options).GetRoot();
        if (root.ContainsDiagnostics)
            return code;
        var inserter = new PollInserter();
        inserter.Visit(root);
        return inserter.Apply(code);
    }

    public override void VisitWhileStatement(WhileStatementSyntax node)
    {
        Loop(node.Statement);
        base.VisitWhileStatement(node);
    }

    public override void VisitDoStatement(DoStatementSyntax node)
    {
        Loop(node.Statement);
        base.VisitDoStatement(node);
    }

    public override void VisitForStatement(ForStatementSyntax node)
    {
        Loop(node.Statement);
        base.VisitForStatement(node);
    }

    public override void VisitForEachStatement(ForEachStatementSyntax node)
    {
        Loop(node.Statement);
        if (node.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword))
            Around(node.Expression, Await + "Each(");
        base.VisitForEachStatement(node);
    }

    public override void VisitForEachVariableStatement(ForEachVariableStatementSyntax node)
    {
        Loop(node.Statement);
        base.VisitForEachVariableStatement(node);
    }

    public override void VisitAwaitExpression(AwaitExpressionSyntax node)
    {
        Around(node.Expression, Await + "Of(");
        base.VisitAwaitExpression(node);
    }

    public override void VisitLabeledStatement(LabeledStatementSyntax node)
    {
        _edits.Add((node.ColonToken.Span.End, 0, Check));
        base.VisitLabeledStatement(node);
    }

    public override void VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        Method(node.Body, node.ExpressionBody, node.SemicolonToken, node.ReturnType, node.Modifiers);
        base.VisitMethodDeclaration(node);
    }

    public override void VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        Method(node.Body, node.ExpressionBody, node.SemicolonToken, node.ReturnType, node.Modifiers);
        base.VisitLocalFunctionStatement(node);
    }

    public override void VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
    {
        // A type initialiser that throws once stays broken, so it is not polled.
        if (!node.Modifiers.Any(SyntaxKind.StaticKeyword))
            Polled(node.Body);
        base.VisitConstructorDeclaration(node);
    }

    public override void VisitAccessorDeclaration(AccessorDeclarationSyntax node)
    {
        Polled(node.Body);
        base.VisitAccessorDeclaration(node);
    }

    public override void VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node)
    {
        Polled(node.Block);
        base.VisitSimpleLambdaExpression(node);
    }

    public override void VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node)
    {
        Polled(node.Block);
        base.VisitParenthesizedLambdaExpression(node);
    }

    private void Polled(BlockSyntax? body)
    {
        if (body is not null)
            AfterBrace(body, Enter);
    }

    private void Around(ExpressionSyntax expression, string call)
    {
        _edits.Add((expression.SpanStart, 0, call));
        _edits.Add((expression.Span.End, 0, ")"));
    }

    private void Loop(StatementSyntax body)
    {
        if (body is BlockSyntax block)
        {
            AfterBrace(block, Check);
            return;
        }

        _edits.Add((body.SpanStart, 0, "{" + Check + " "));
        _edits.Add((body.Span.End, 0, " }"));
    }

    private void Method(BlockSyntax? body, ArrowExpressionClauseSyntax? arrow, SyntaxToken semicolon, TypeSyntax returnType,
        SyntaxTokenList modifiers)
    {
        if (body is not null)
            AfterBrace(body, Enter);
        if (arrow is null || modifiers.Any(SyntaxKind.AsyncKeyword) || returnType is RefTypeSyntax)
            return;
        bool isStatement = arrow.Expression is ThrowExpressionSyntax
            || returnType is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };
        _edits.Add((arrow.ArrowToken.SpanStart, arrow.ArrowToken.Span.Length, "{" + Enter + (isStatement ? " " : " return ")));
        _edits.Add((semicolon.SpanStart, semicolon.Span.Length, "; }"));
    }

    private void AfterBrace(BlockSyntax block, string text) => _edits.Add((block.OpenBraceToken.Span.End, 0, text));

    private string Apply(string code)
    {
        if (_edits.Count == 0)
            return code;
        var result = new StringBuilder(code.Length + (_edits.Count * Check.Length));
        int copied = 0;
        foreach (var (position, length, text) in _edits.OrderBy(edit => edit.Position))
        {
            result.Append(code, copied, position - copied).Append(text);
            copied = position + length;
        }

        return result.Append(code, copied, code.Length - copied).ToString();
    }
}
