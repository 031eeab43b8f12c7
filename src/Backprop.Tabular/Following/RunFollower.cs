using System.Text;
using Backprop.Files;
using Backprop.Networks;

namespace Backprop.Tabular.Following;

/// <summary>The side that follows a training: reads its messages, and asks it to pause, to continue, to finish or to stop.</summary>
/// <param name="from">The stream that the training writes.</param>
/// <param name="to">The stream that it reads.</param>
internal sealed class RunFollower(Stream from, Stream to)
{
    private readonly Lock writing = new();

    /// <summary>Waits for the next message; null where the training has ended.</summary>
    /// <exception cref="InvalidDataException">The input is not a message of this protocol; nothing more can be read.</exception>
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
            return frame.Kind switch
            {
                FrameKind.Description => RunDescription.Read(frame.Content),
                FrameKind.Moment => RunMoment.Read(frame.Content),
                FrameKind.End => RunEnd.Read(frame.Content),
                _ => throw new FormatException($"A training does not send frames of kind {frame.Kind}."),
            };
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            return null;
        }
        catch (Exception exception) when (exception is FormatException or ModelFileException)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    /// <summary>Sends the address where the user sees the run.</summary>
    public void TellAddress(string address) => Send(FrameKind.Address, Encoding.UTF8.GetBytes(address));

    /// <summary>Asks it to pause.</summary>
    public void Pause() => Send(FrameKind.Pause, []);

    /// <summary>Asks it to continue.</summary>
    public void Resume() => Send(FrameKind.Resume, []);

    /// <summary>Asks it to end now and to write the model of the best epoch.</summary>
    public void Finish() => Send(FrameKind.Finish, []);

    /// <summary>Asks it to end now without a model.</summary>
    public void Stop() => Send(FrameKind.Stop, []);

    /// <summary>Asks for the current network, once.</summary>
    public void WantNetwork() => Send(FrameKind.WantNetwork, []);

    private static int Limit(FrameKind kind) => kind switch
    {
        FrameKind.Network => Frames.MaxNetwork,
        FrameKind.Sample => Frames.MaxSample,
        _ => Frames.MaxText,
    };

    // Weights that are not finite are not a network; the training will report this itself.
    private static Network? ReadNetwork(byte[] content)
    {
        const string Name = "the current network";
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
            // Reading detects that it has ended.
        }
    }
}
