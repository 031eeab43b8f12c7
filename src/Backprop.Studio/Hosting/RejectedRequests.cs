using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Backprop.Studio.Hosting;

/// <summary>
/// Hardens the answers that the web server gives by itself to what is not a proper request (400, 408, 414, 431 …): no middleware sees these, but the server announces
/// each before it is sent.
/// </summary>
internal sealed class RejectedRequests : IObserver<KeyValuePair<string, object?>>
{
    private const string Announcement = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    private RejectedRequests() { }

    /// <summary>Follows the announcements of a server.</summary>
    /// <returns>Ends it.</returns>
    public static IDisposable Follow(DiagnosticListener server) => server.Subscribe(new RejectedRequests(), name => name == Announcement);

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: Announcement, Value: IFeatureCollection features } && features.Get<IHttpResponseFeature>() is { HasStarted: false } response)
            RequestGuard.Harden(response.Headers);
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }
}
