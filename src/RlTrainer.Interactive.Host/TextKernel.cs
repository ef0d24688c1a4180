using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;

namespace RlTrainer.Interactive.Host;

/// <summary>A language whose text is only shown.</summary>
/// <param name="name">The language's name.</param>
/// <param name="forms">The forms in which its text is shown.</param>
internal sealed class TextKernel(string name, Func<string, IReadOnlyCollection<FormattedValue>> forms)
    : Kernel(name), IKernelCommandHandler<SubmitCode>
{
    Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context)
    {
        string text = command.Code.Trim('\n');
        context.Publish(new DisplayedValueProduced(text, command, forms(text)));
        return Task.CompletedTask;
    }
}
