using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RlTrainer.Lab.Serving;

namespace RlTrainer.Lab;

/// <summary>The workbench: a Jupyter server, the page of runs and the replay of trades, for a browser on this machine.</summary>
public sealed class LabServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly LabRooms _rooms;

    private LabServer(WebApplication app, LabRooms rooms, Uri address) => (_app, _rooms, Address) = (app, rooms, address);

    /// <summary>Where it listens, e.g. http://127.0.0.1:8888/.</summary>
    public Uri Address { get; }

    /// <summary>The secret that a caller shows.</summary>
    public string Token => _rooms.Secrets.Token;

    /// <summary>The address that opens the workbench in a browser; the token leaves it with the first answer.</summary>
    public Uri Link => new(Address, "?token=" + Uri.EscapeDataString(Token));

    /// <summary>Starts serving.</summary>
    /// <param name="options">What and to whom.</param>
    /// <param name="cancellationToken">Ends the starting.</param>
    /// <returns>The server, which serves until it is disposed; its kernels end with it.</returns>
    /// <exception cref="ArgumentException">An option cannot be.</exception>
    /// <exception cref="IOException">The port is taken; the message says so.</exception>
    public static async Task<LabServer> StartAsync(LabOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var rooms = new LabRooms(options.Checked());
        try
        {
            WebApplication app = Built(options, rooms);
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            int port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!
                .Addresses.First()).Port;
            rooms.Guard.CookieName = $"rltrainer-lab-{port}";
            string host = options.Listen.Equals(IPAddress.Any) ? Dns.GetHostName() : options.Listen.ToString();
            return new LabServer(app, rooms, new UriBuilder("http", host, port).Uri);
        }
        catch (IOException error)
        {
            await rooms.DisposeAsync().ConfigureAwait(false);
            throw new IOException($"Port {options.Port} of {options.Listen} could not be opened ({error.Message}). Another "
                + "program listens there, perhaps another workbench; choose one with --port, or --port 0 for any.", error);
        }
    }

    /// <summary>Ends the server and its kernels.</summary>
    /// <returns>When all are ended.</returns>
    public async ValueTask DisposeAsync()
    {
        await _rooms.DisposeAsync().ConfigureAwait(false);
        using var hurry = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(hurry.Token).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private static WebApplication Built(LabOptions options, LabRooms rooms)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(options.Listen, options.Port);
            Limit(kestrel.Limits, options);
        });
        WebApplication app = builder.Build();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(30) });
        app.Use(next => context => rooms.Guard.InvokeAsync(context, next));
        app.Use(next => context => FaultAnswers.InvokeAsync(context, next));
        app.UseRouting();
        LabEndpoints.Map(app, rooms);
        return app;
    }

    /// <summary>What one caller may cost: slow ones are cut off, large ones refused.</summary>
    private static void Limit(KestrelServerLimits limits, LabOptions options)
    {
        limits.MaxRequestBodySize = options.LargestBodyBytes;
        limits.MaxConcurrentConnections = 512;
        limits.MaxConcurrentUpgradedConnections = 256;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));
    }
}
