using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using RlTrainer.Lab.Kernels;

namespace RlTrainer.Lab.Serving;

/// <summary>WebSockets of the Jupyter protocols.</summary>
internal static class Sockets
{
    /// <summary>Joins a page to a kernel.</summary>
    public static async Task ServeAsync(HttpContext context, RunningKernel kernel, LabRooms rooms)
    {
        Require(context);
        string? protocol = context.WebSockets.WebSocketRequestedProtocols.Contains(ChannelMessage.BinaryProtocol)
            ? ChannelMessage.BinaryProtocol : null;
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync(protocol).ConfigureAwait(false);
        // The kernel knows a client by 100 bytes at most; the page's own name for itself may be anything.
        string session = Contents.ContentModel.Hash(
            System.Text.Encoding.UTF8.GetBytes($"{context.Request.Query["session_id"]} {Guid.NewGuid():N}"))[..32];
        using var end = CancellationTokenSource.CreateLinkedTokenSource(rooms.End, context.RequestAborted);
        using var channels = new ChannelSocket(socket, kernel, session, rooms.Options.Time);
        await channels.RunAsync(end.Token).ConfigureAwait(false);
        await CloseAsync(socket).ConfigureAwait(false);
    }

    /// <summary>A stream of events that has none: kept open until the page closes it.</summary>
    public static async Task HoldAsync(HttpContext context, CancellationToken cancellationToken)
    {
        Require(context);
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, context.RequestAborted);
        byte[] chunk = new byte[4096];
        try
        {
            while ((await socket.ReceiveAsync(chunk, end.Token).ConfigureAwait(false))
                .MessageType != WebSocketMessageType.Close) { }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            return;
        }
        await CloseAsync(socket).ConfigureAwait(false);
    }

    private static async Task CloseAsync(WebSocket socket)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is WebSocketException or IOException)
        {
            // The other side was faster.
        }
    }

    private static void Require(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
            throw new LabFault(400, "This address is a WebSocket; it was asked for as a page.");
    }
}
