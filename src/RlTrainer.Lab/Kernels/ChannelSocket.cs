using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace RlTrainer.Lab.Kernels;

/// <summary>
/// A page's WebSocket, joined to a kernel's sockets. A page that reads slowly slows the kernel's outputs down and fills no
/// memory of this server; a kernel that is restarted is joined again.
/// </summary>
internal sealed class ChannelSocket(WebSocket socket, RunningKernel kernel, string session, TimeProvider time) : IDisposable
{
    private const int LargestMessage = 128 << 20, Chunk = 1 << 16;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly bool _isBinary = socket.SubProtocol == ChannelMessage.BinaryProtocol;
    private readonly string _own = Guid.NewGuid().ToString("N");
    private TaskCompletionSource<KernelLink> _link = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Serves until the page or the server ends.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        void Tell(string state) => _ = TellAsync(state);
        kernel.Told += Tell;
        kernel.Connections++;
        try
        {
            Task outputs = OutputsAsync(end.Token);
            await InputsAsync(end.Token).ConfigureAwait(false);
            await end.CancelAsync().ConfigureAwait(false);
            await outputs.ConfigureAwait(false);
        }
        finally
        {
            kernel.Told -= Tell;
            kernel.Connections--;
        }
    }

    /// <summary>Only once <see cref="RunAsync"/> has returned.</summary>
    public void Dispose() => _sending.Dispose();

    private async Task OutputsAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await using KernelLink link = await kernel.ConnectAsync(session, cancellationToken).ConfigureAwait(false);
                var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                Task reading = link.ReadAsync((channel, parts) => ForwardAsync(channel, parts, heard));
                await link.AwakenAsync(heard.Task, _own, time, cancellationToken).ConfigureAwait(false);
                _link.TrySetResult(link);
                await Task.WhenAny(reading, Task.Delay(Timeout.Infinite, cancellationToken)).ConfigureAwait(false);
                _link = new TaskCompletionSource<KernelLink>(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or InvalidDataException)
        {
            // The page left, or the kernel is gone for good; its state was told.
        }
    }

    /// <summary>Hands a message to the page; the replies to this server's own questions are not for it.</summary>
    private Task ForwardAsync(string channel, byte[][] parts, TaskCompletionSource heard)
    {
        if (channel == "iopub") heard.TrySetResult();
        else if (parts[1].AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(_own)) >= 0) return Task.CompletedTask;
        return SendAsync(new ChannelMessage(channel, parts));
    }

    private async Task SendAsync(ChannelMessage message)
    {
        bool isText = !_isBinary && message.Parts.Length <= 4;
        byte[] bytes = _isBinary ? message.ToBinary() : isText ? message.ToJson() : message.ToJsonWithBuffers();
        await _sending.WaitAsync().ConfigureAwait(false);
        try
        {
            if (socket.State == WebSocketState.Open)
                await socket.SendAsync(
                    bytes, isText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, true, CancellationToken.None)
                    .ConfigureAwait(false);
        }
        catch (Exception error) when (error is WebSocketException or ObjectDisposedException or IOException)
        {
            // The page left; the loop that reads from it ends this connection.
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task InputsAsync(CancellationToken cancellationToken)
    {
        byte[] chunk = new byte[Chunk];
        using var message = new MemoryStream();
        while (socket.State == WebSocketState.Open)
        {
            WebSocketReceiveResult part;
            try
            {
                part = await socket.ReceiveAsync(chunk, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (error is WebSocketException or OperationCanceledException)
            {
                return;
            }
            if (part.MessageType == WebSocketMessageType.Close) return;
            message.Write(chunk, 0, part.Count);
            if (message.Length > LargestMessage) return;
            if (!part.EndOfMessage) continue;
            if (!await TakeAsync(message.ToArray(), part.MessageType, cancellationToken).ConfigureAwait(false)) return;
            message.SetLength(0);
        }
    }

    /// <summary>Hands a page's message to the kernel; false where it is none.</summary>
    private async Task<bool> TakeAsync(byte[] bytes, WebSocketMessageType type, CancellationToken cancellationToken)
    {
        try
        {
            bool isBinary = type == WebSocketMessageType.Binary;
            ChannelMessage message = _isBinary && isBinary ? ChannelMessage.FromBinary(bytes)
                : ChannelMessage.FromJson(bytes, isBinary);
            KernelLink link = await _link.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            link.Send(message.Channel, message.Parts);
            return true;
        }
        catch (Exception error) when (error is InvalidDataException or OperationCanceledException)
        {
            return false;
        }
    }

    private Task TellAsync(string state) => SendAsync(new ChannelMessage("iopub",
        KernelKey.Request("status", new JsonObject { ["execution_state"] = state }, _own, time)));
}
