using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Backprop.Studio.Tests;

/// <summary>A connection to a studio on which everything takes 100 ms each way, as from far away.</summary>
internal sealed class SlowLink : IAsyncDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly int port;

    /// <param name="address">The studio's address.</param>
    public SlowLink(string address)
    {
        port = new Uri(address).Port;
        listener.Start();
        int own = ((IPEndPoint)listener.LocalEndpoint).Port;
        Address = address.Replace(Colon(port), Colon(own), StringComparison.Ordinal);
        _ = Accept(Encoding.ASCII.GetBytes("127.0.0.1" + Colon(own)), Encoding.ASCII.GetBytes("127.0.0.1" + Colon(port)));
    }

    /// <summary>Where the studio is found over this connection.</summary>
    public string Address { get; }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Dispose();
        end.Dispose();
    }

    private static string Colon(int port) => ":" + port.ToString(CultureInfo.InvariantCulture);

    private async Task Accept(byte[] own, byte[] studio)
    {
        try
        {
            while (true)
            {
                Socket page = await listener.AcceptSocketAsync(end.Token), server = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                page.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, port, end.Token);
                // The studio answers to its own address alone: it is told that, and both are ports of five digits.
                _ = Carry(page, server, bytes => Replace(bytes, own, studio));
                _ = Carry(server, page, _ => { });
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Carry(Socket from, Socket to, Action<Memory<byte>> change)
    {
        var late = Channel.CreateUnbounded<(DateTime Due, byte[] Bytes)>();
        Task writing = Write(late.Reader, to);
        byte[] block = new byte[1 << 16];
        try
        {
            while (await from.ReceiveAsync(block, end.Token) is > 0 and var count)
            {
                byte[] bytes = block[..count];
                change(bytes);
                late.Writer.TryWrite((DateTime.UtcNow + Delay, bytes));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One end has gone.
        }
        late.Writer.Complete();
        await writing;
        to.Dispose();
    }

    private async Task Write(ChannelReader<(DateTime Due, byte[] Bytes)> late, Socket to)
    {
        try
        {
            await foreach ((DateTime due, byte[] bytes) in late.ReadAllAsync(end.Token))
            {
                if (due - DateTime.UtcNow is { Ticks: > 0 } left)
                    await Task.Delay(left, end.Token);
                for (int sent = 0; sent < bytes.Length;)
                    sent += await to.SendAsync(bytes.AsMemory(sent), end.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The other end has gone.
        }
    }

    private static void Replace(Memory<byte> bytes, byte[] old, byte[] other)
    {
        Span<byte> rest = bytes.Span;
        for (int at; (at = rest.IndexOf(old)) >= 0; rest = rest[(at + old.Length)..])
            other.CopyTo(rest[at..]);
    }
}
