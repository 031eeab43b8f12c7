using System.Text;
using System.Text.Json;
using Backprop.Files;
using Backprop.Networks;

namespace Backprop.Tabular.Following;

/// <summary>The side that follows a training: reads what it tells, and asks it to pause, to go on, to finish or to stop.</summary>
/// <param name="from">What the training writes.</param>
/// <param name="to">What it reads.</param>
internal sealed class RunFollower(Stream from, Stream to)
{
    private readonly Lock writing = new();

    /// <summary>Waits for the next message; null where the training is gone.</summary>
    /// <exception cref="InvalidDataException">What came is no message of this protocol; nothing more can be read.</exception>
    public RunMessage? Read()
    {
        try
        {
            if (Frames.Read(from, Limit) is not { } frame)
                return null;
            if (frame.Kind == FrameKind.Network)
                return new RunNetwork(ReadNetwork(frame.Content));
            if (frame.Kind == FrameKind.Sample)
                return RunSample.Read(frame.Content);
            using var document = JsonDocument.Parse(frame.Content, new JsonDocumentOptions { MaxDepth = 8 });
            return frame.Kind switch
            {
                FrameKind.Description => RunDescription.Read(document.RootElement),
                FrameKind.Moment => RunMoment.Read(document.RootElement),
                FrameKind.End => RunEnd.Read(document.RootElement),
                _ => throw new FormatException($"A training sends no frame {frame.Kind}."),
            };
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            return null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ModelFileException)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    /// <summary>Tells where the user sees the run.</summary>
    public void TellAddress(string address) => Send(FrameKind.Address, Encoding.UTF8.GetBytes(address));

    /// <summary>Asks it to stand still.</summary>
    public void Pause() => Send(FrameKind.Pause, []);

    /// <summary>Asks it to go on.</summary>
    public void Resume() => Send(FrameKind.Resume, []);

    /// <summary>Asks it to end now and to write the model of the best epoch.</summary>
    public void Finish() => Send(FrameKind.Finish, []);

    /// <summary>Asks it to end now without a model.</summary>
    public void Stop() => Send(FrameKind.Stop, []);

    /// <summary>Asks for the network of the moment, once.</summary>
    public void WantNetwork() => Send(FrameKind.WantNetwork, []);

    private static int Limit(FrameKind kind) => kind switch
    {
        FrameKind.Network => Frames.MaxNetwork,
        FrameKind.Sample => Frames.MaxSample,
        _ => Frames.MaxText,
    };

    // Weights that are no longer finite are no network; the training will say so itself.
    private static Network? ReadNetwork(byte[] content)
    {
        const string Name = "the network of the moment";
        try
        {
            return NetworkFile.FromFile(SafetensorsFile.Read(new MemoryStream(content), Name), Name);
        }
        catch (ModelFileException)
        {
            return null;
        }
    }

    private void Send(FrameKind kind, ReadOnlySpan<byte> content)
    {
        try
        {
            lock (writing)
                Frames.Write(to, kind, content);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Reading tells that it is gone.
        }
    }
}
