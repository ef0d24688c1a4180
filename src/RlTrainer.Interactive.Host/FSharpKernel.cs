using FSharp.Compiler.Interactive;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.DotNet.Interactive.ValueSharing;
using Microsoft.FSharp.Core;

namespace RlTrainer.Interactive.Host;

/// <summary>F# script beside .NET Interactive's kernels, which the package of that name would bring if it were published.
/// Values are shared as there.</summary>
internal sealed class FSharpKernel :
    Kernel, IKernelCommandHandler<SubmitCode>, IKernelCommandHandler<SendValue>, IKernelCommandHandler<RequestValue>,
    IKernelCommandHandler<RequestValueInfos>
{
    private readonly Lazy<Shell.FsiEvaluationSession> _session;

    /// <summary>The compiler starts with the first cell.</summary>
    /// <param name="folder">Relative paths start here.</param>
    public FSharpKernel(string folder)
        : base("fsharp")
    {
        KernelInfo.LanguageName = "F#";
        _session = new(() => Start(folder));
    }

    Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context)
    {
        var (result, diagnostics) = _session.Value.EvalInteractionNonThrowing(
            command.Code, "cell.fsx", FSharpOption<CancellationToken>.Some(context.CancellationToken));
        string errors = string.Join("\n", diagnostics.Where(problem => problem.Severity.IsError).Select(problem =>
            $"line {problem.StartLine}: error {problem.ErrorNumberText}: {problem.Message}"));
        if (errors.Length > 0)
            context.Fail(command, message: errors);
        else if (result is FSharpChoice<FSharpOption<Shell.FsiValue>?, Exception>.Choice2Of2 { Item: var thrown })
            context.Fail(command, thrown);
        else if (((FSharpChoice<FSharpOption<Shell.FsiValue>?, Exception>.Choice1Of2)result).Item is { } value
            && value.Value.ReflectionType != typeof(Unit))
            Show(value.Value.ReflectionValue, command, context);
        return Task.CompletedTask;
    }

    Task IKernelCommandHandler<SendValue>.HandleAsync(SendValue command, KernelInvocationContext context) =>
        SetValueAsync(command, context, (name, value, _) =>
        {
            // A bound text is of the running library's String, which the session's reference assemblies do not know as string.
            if (value is string text)
                _session.Value.EvalInteraction($"let {name} = {Literal(text)}", FSharpOption<CancellationToken>.None);
            else
                _session.Value.AddBoundValue(name, value);
            return Task.CompletedTask;
        });

    Task IKernelCommandHandler<RequestValue>.HandleAsync(RequestValue command, KernelInvocationContext context)
    {
        if (_session.Value.TryFindBoundValue(command.Name) is { } found)
            Give(found.Value.Value.ReflectionValue, command, context);
        else
            context.Fail(command, message: $"Value '{command.Name}' not found in kernel {Name}");
        return Task.CompletedTask;
    }

    Task IKernelCommandHandler<RequestValueInfos>.HandleAsync(RequestValueInfos command, KernelInvocationContext context)
    {
        KernelValueInfo[] values = !_session.IsValueCreated ? [] :
        [
            .. _session.Value.GetBoundValues().Select(bound => new KernelValueInfo(
                bound.Name,
                FormattedValue.CreateSingleFromObject(bound.Value.ReflectionValue, command.MimeType),
                bound.Value.ReflectionType)),
        ];
        context.Publish(new ValueInfosProduced(values, command));
        return Task.CompletedTask;
    }

    /// <summary>The text as F# writes it, every character that is not plain as its code.</summary>
    private static string Literal(string text) => $"\"{string.Concat(text.Select(letter =>
        letter is >= ' ' and <= '~' and not ('"' or '\\') ? letter.ToString() : $"\\u{(int)letter:X4}"))}\"";

    private static void Show(object? value, SubmitCode command, KernelInvocationContext context) =>
        context.Publish(new ReturnValueProduced(value, command, FormattedValue.CreateManyFromObject(value)));

    private static void Give(object? value, RequestValue command, KernelInvocationContext context) => context.Publish(
        new ValueProduced(value, command.Name, FormattedValue.CreateSingleFromObject(value, command.MimeType), command));

    private static Shell.FsiEvaluationSession Start(string folder)
    {
        Shell.FsiEvaluationSession session = Shell.FsiEvaluationSession.Create(
            Shell.FsiEvaluationSession.GetDefaultConfiguration(),
            ["fsi", "--noninteractive", "--nologo", "--gui-", "--langversion:latest", $"--lib:{folder}"],
            TextReader.Null,
            TextWriter.Null,
            TextWriter.Null,
            collectible: null,
            legacyReferenceResolver: null);
        session.EvalInteraction(
            $"#r @\"{typeof(Kernel).Assembly.Location}\"\n#r @\"{typeof(Formatter).Assembly.Location}\"\n"
                + "open System\nopen type Microsoft.DotNet.Interactive.Kernel",
            FSharpOption<CancellationToken>.None);
        return session;
    }
}
