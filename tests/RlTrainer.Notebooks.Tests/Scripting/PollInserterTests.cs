using RlTrainer.Notebooks.Scripting;

namespace RlTrainer.Notebooks.Tests.Scripting;

public sealed class PollInserterTests
{
    private const string Check = " global::RlTrainer.Notebooks.Scripting.CancellationPoll.Check();";
    private const string Await = "global::RlTrainer.Notebooks.Scripting.StoppableAwait.";
    private const string Enter = " global::RlTrainer.Notebooks.Scripting.CancellationPoll.Enter();";

    [Theory]
    [InlineData("while (a) { b(); }", "while (a) {C b(); }")]
    [InlineData("for (;;) ;", "for (;;) {C ; }")]
    [InlineData("while (a) foreach (var x in y) z();", "while (a) {C foreach (var x in y) {C z(); } }")]
    [InlineData("do b(); while (a);", "do {C b(); } while (a);")]
    [InlineData("again: goto again;", "again:C goto again;")]
    [InlineData("int F(int n) => n + 1;", "int F(int n) {E return  n + 1; }")]
    [InlineData("void F() => b();", "void F() {E  b(); }")]
    [InlineData("async Task F() => await b();", "async Task F() => await Ob());")]
    [InlineData("await foreach (var x in b()) ;", "await foreach (var x in Jb())) {C ; }")]
    [InlineData("Run(() => { b(); });", "Run(() => {E b(); });")]
    [InlineData("class T { ~T() { b(); } static T() { b(); } }", "class T { ~T() { b(); } static T() { b(); } }")]
    [InlineData("while (", "while (")]
    public void Polls_stand_in_loops_methods_and_labels_on_the_same_line(string code, string expected) =>
        Assert.Equal(expected.Replace("C ", Check + " ", StringComparison.Ordinal)
            .Replace("{E", "{" + Enter, StringComparison.Ordinal)
            .Replace("Ob", Await + "Of(b", StringComparison.Ordinal).Replace("Jb", Await + "Each(b", StringComparison.Ordinal),
            PollInserter.Insert(code, CSharpSession.ParseOptions));
}
