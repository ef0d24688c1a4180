using Microsoft.AspNetCore.Http;

namespace RlTrainer.Lab.Serving;

/// <summary>Turns what a handler throws into an answer with a sentence; nobody is sent a stack trace.</summary>
internal static class FaultAnswers
{
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller left.
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            (int status, string message) = error switch
            {
                LabFault fault => (fault.Status, fault.Message),
                BadHttpRequestException { StatusCode: 413 } =>
                    (413, "The body is larger than this server takes; see src/lab.md."),
                BadHttpRequestException bad => (bad.StatusCode, bad.Message),
                InvalidDataException or ArgumentException or Data.BarDataException => (400, error.Message),
                IOException or UnauthorizedAccessException => (500, error.Message),
                OperationCanceledException => (503, "The server or the kernel ended while it answered."),
                _ => (500, $"{error.GetType().Name}: {error.Message} This is a fault of the program."),
            };
            await JsonAnswer.WriteAsync(context.Response, status, JsonAnswer.Message(message)).ConfigureAwait(false);
        }
    }
}
