using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Backprop.Studio.Components;
using Backprop.Studio.Data;
using Backprop.Studio.Following;
using Backprop.Studio.Inspecting;
using Backprop.Studio.States;
using Backprop.Studio.Training;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Logging.Console;

namespace Backprop.Studio.Hosting;

/// <summary>The web server of the studio.</summary>
internal static class StudioServer
{
    /// <summary>The maximum length of a request body. Uploads come in pieces through the page's socket instead, and are limited there.</summary>
    private const long MaxBody = 1L << 20;

    /// <summary>The maximum length of an address: it may contain a whole state.</summary>
    private const int MaxAddress = 128 << 10;

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
        AccessToken? token = arguments is { IsLoopback: true, WantsToken: false } ? null : new AccessToken();
        try
        {
            await using WebApplication app = await Start(arguments, token);
            string page = string.Create(CultureInfo.InvariantCulture, $"http://{Name(arguments.Host)}:{Port(app)}/{(arguments.IsFollowing ? "follow" : "")}");
            string address = token is null ? page : $"{page}?token={token.Secret}";
            if (arguments.IsFollowing)
                app.Services.GetRequiredService<FollowedRun>().TellAddress(address);
            else
                Console.WriteLine(arguments.IsAttached ? address : $"Backprop studio: {address}");
            if (arguments is { IsAttached: false, IsFollowing: false })
                Console.WriteLine("Ctrl-C ends it.");
            if (arguments.OpensBrowser)
                Browser.Open(token is null ? page : $"{page}?token={token.NewTicket()}");
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            await Console.Error.WriteLineAsync($"error: the studio cannot listen on {arguments.Host}{(arguments.Port is { } port ? $", port {port}" : "")}: {Reason(exception)}");
            return 1;
        }
    }

    /// <summary>Starts it; without a given port, on the first free one from the default one on.</summary>
    public static async Task<WebApplication> Start(StudioArguments arguments, AccessToken? token)
    {
        WebApplication app = Build(arguments, arguments.Port ?? FirstFree(arguments.Host), token);
        try
        {
            await app.StartAsync();
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private static int FirstFree(IPAddress host)
    {
        for (int port = StudioArguments.DefaultPort; port < StudioArguments.DefaultPort + 20; port++)
        {
            using var socket = new Socket(host.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(host, port));
                return port;
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // The next one.
            }
        }
        return 0;
    }

    private static string Reason(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            string? reason = (cause as SocketException)?.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "another program listens there. Without --port a free port is used.",
                SocketError.AccessDenied => "this user may not listen on that port. Choose one from 1024 on, or omit --port.",
                SocketError.AddressNotAvailable => "this machine has no such address.",
                _ => null,
            };
            if (reason is not null)
                return reason;
        }
        return exception.Message;
    }

    /// <summary>The port that it listens on.</summary>
    public static int Port(WebApplication app) =>
        new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    private static WebApplication Build(StudioArguments arguments, int port, AccessToken? token)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "Backprop.Studio" });
        // Settings come from the command line alone: no file or variable where it is started changes the studio.
        builder.Configuration.Sources.Clear();
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = MaxAddress;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Listen(arguments.Host, port);
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // Standard output is for the address, or for the followed training.
        builder.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddSingleton(arguments);
        builder.Services.AddSingleton(services => new FollowedRun(arguments.IsFollowing ? FollowedRun.OfConsole() : null, services.GetRequiredService<IHostApplicationLifetime>()));
        builder.Services.AddScoped<CircuitHandler, PageWatch>();
        if (arguments.IsAttached || arguments.IsFollowing)
            builder.Services.AddSingleton<IHostLifetime, AttachedLifetime>();
        // When the studio ends, it does not wait for open pages.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(500));
        // An occupied port is reported by our own message.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // Keys for this run alone: nothing is written to the user's folders. (The ephemeral provider alone is not enough: a service still writes a key ring.)
        builder.Services.AddDataProtection();
        builder.Services.Configure<KeyManagementOptions>(options => (options.XmlRepository, options.XmlEncryptor) = (new KeysInMemory(), new NullXmlEncryptor()));
        builder.Services.AddScoped<Workbench>();
        builder.Services.AddScoped<DataLibrary>();
        builder.Services.AddScoped<TrainingRoom>();
        builder.Services.AddScoped<CircuitHandler, PauseWithoutPage>();
        builder.Services.AddSingleton(new NamedFiles(arguments.Paths));
        builder.Services.AddScoped<InspectBench>();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();

        WebApplication app = builder.Build();
        var guard = new RequestGuard(RequestGuard.HostsOf(arguments.Host), () => Port(app), token);
        app.Use(guard.Invoke);
        // A wrong address gets the studio's own page, not the browser's.
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        // After the guard, which removes the session's path.
        app.UseRouting();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = "'none'");
        return app;
    }

    private static string Name(IPAddress address) =>
        // Not localhost: a browser may try [::1] first, where any user of the machine can listen for the token.
        address.Equals(IPAddress.Loopback) ? "127.0.0.1" : address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? Dns.GetHostName()
        : RequestGuard.HostsOf(address)[^1];
}
