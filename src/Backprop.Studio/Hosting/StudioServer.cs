using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Backprop.Studio.Components;
using Backprop.Studio.Following;
using Backprop.Studio.States;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Logging.Console;

namespace Backprop.Studio.Hosting;

/// <summary>The web server of the studio.</summary>
internal static class StudioServer
{
    private const long MostUpload = 256L << 20;

    /// <summary>Runs the studio until it is stopped.</summary>
    /// <returns>The exit status: 0, 1 where it cannot start, 2 for a wrong command line.</returns>
    public static async Task<int> Run(string[] args)
    {
        StudioArguments arguments;
        try
        {
            arguments = StudioArguments.Parse(args);
        }
        catch (FormatException exception)
        {
            await Console.Error.WriteLineAsync($"error: {exception.Message}");
            return 2;
        }
        string? token = arguments.IsLoopback ? null : RequestGuard.NewToken();
        try
        {
            await using WebApplication app = await Start(arguments, token);
            string address = string.Create(CultureInfo.InvariantCulture, $"http://{Name(arguments.Host)}:{Port(app)}/{(token is null ? "" : "?token=" + token)}");
            if (arguments.IsFollowing)
                address = app.Services.GetRequiredService<FollowedRun>().TellAddress(address);
            else
                Console.WriteLine(arguments.IsAttached ? address : $"Backprop studio: {address}");
            if (arguments is { IsAttached: false, IsFollowing: false })
                Console.WriteLine("Ctrl-C ends it.");
            if (arguments.OpensBrowser)
                Browser.Open(address);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (IOException exception)
        {
            await Console.Error.WriteLineAsync($"error: the studio cannot listen on {arguments.Host}{(arguments.Port is { } port ? $", port {port}" : "")}: {exception.Message}");
            return 1;
        }
    }

    /// <summary>Starts it; without a port asked for, on the first free one from the usual one on.</summary>
    public static async Task<WebApplication> Start(StudioArguments arguments, string? token)
    {
        int[] ports = arguments.Port is { } asked ? [asked] : [.. Enumerable.Range(StudioArguments.UsualPort, 20), 0];
        foreach (int port in ports)
        {
            WebApplication app = Build(arguments, port, token);
            try
            {
                await app.StartAsync();
                return app;
            }
            catch (IOException exception) when (port != ports[^1] && exception.InnerException is SocketException or Microsoft.AspNetCore.Connections.AddressInUseException)
            {
                await app.DisposeAsync();
            }
        }
        throw new IOException("no port is free");
    }

    /// <summary>The port that it listens on.</summary>
    public static int Port(WebApplication app) =>
        new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    private static WebApplication Build(StudioArguments arguments, int port, string? token)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "Backprop.Studio" });
        // Settings come from the command line alone: no file or variable of the place where it is started changes the studio.
        builder.Configuration.Sources.Clear();
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = 128 << 10;
            kestrel.Limits.MaxRequestBodySize = MostUpload;
            kestrel.Listen(arguments.Host, port);
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // Standard output belongs to the address, or to the training that is followed.
        builder.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddSingleton(arguments);
        builder.Services.AddSingleton<FollowedRun>();
        builder.Services.AddScoped<CircuitHandler, PageWatch>();
        if (arguments.IsAttached || arguments.IsFollowing)
            builder.Services.AddSingleton<IHostLifetime, AttachedLifetime>();
        // Open pages wait for nothing when the studio ends.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(500));
        // Keys for this run alone: nothing is written to the user's folders.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddScoped<Workbench>();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();

        WebApplication app = builder.Build();
        var guard = new RequestGuard(RequestGuard.HostsOf(arguments.Host), () => Port(app), token);
        app.Use(guard.Invoke);
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = "'none'");
        return app;
    }

    private static string Name(IPAddress address) =>
        IPAddress.IsLoopback(address) ? "localhost" : address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? Dns.GetHostName() : address.ToString();
}
