using System.Buffers.Binary;

namespace Backprop.Tabular.Following;

/// <summary>
/// The protocol between a training and its follower, over two streams that only they hold: frames of a length (4 bytes, little-endian, of the
/// content after the kind), a kind (1 byte) and that many bytes. The training begins with <see cref="FrameKind.Description"/> and ends with
/// <see cref="FrameKind.End"/>; a stream that ends without it means that the other side has ended. Neither side trusts the other: lengths are limited, and
/// no more memory is allocated than bytes have arrived.
/// </summary>
internal static class Frames
{
    /// <summary>The version of the protocol, sent in the description.</summary>
    public const int Version = 5;

    /// <summary>The maximum length of a JSON text.</summary>
    public const int MaxText = 1 << 20;

    /// <summary>The maximum length of a network; larger ones are not sent.</summary>
    public const int MaxNetwork = 256 << 20;

    /// <summary>The maximum length of a sample of rows: its numbers, and the names of columns and classes.</summary>
    public const int MaxSample = 32 << 20;

    /// <summary>The maximum length of a frame of a follower.</summary>
    public const int MaxCommand = 4 << 10;

    private const int HeadLength = 5, ChunkLength = 1 << 16;

    /// <summary>Writes a frame.</summary>
    /// <exception cref="IOException">The other side has ended.</exception>
    public static void Write(Stream stream, FrameKind kind, ReadOnlySpan<byte> content)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        BinaryPrimitives.WriteInt32LittleEndian(head, content.Length);
        head[4] = (byte)kind;
        stream.Write(head);
        stream.Write(content);
        stream.Flush();
    }

    /// <summary>Reads a frame; null where the stream ends before one.</summary>
    /// <param name="stream">The stream to read from.</param>
    /// <param name="limit">The maximum number of bytes of a frame of some kind; 0 or below for a kind that is not expected with content.</param>
    /// <exception cref="InvalidDataException">A kind that is not known, or a length out of range.</exception>
    /// <exception cref="EndOfStreamException">The stream ends within the frame.</exception>
    public static (FrameKind Kind, byte[] Content)? Read(Stream stream, Func<FrameKind, int> limit)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        int got = stream.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false);
        if (got == 0)
            return null;
        if (got < HeadLength)
            throw new EndOfStreamException("The stream ends within the header of a frame.");
        int length = BinaryPrimitives.ReadInt32LittleEndian(head);
        var kind = (FrameKind)head[4];
        if (!Enum.IsDefined(kind))
            throw new InvalidDataException($"A frame has the unknown kind {head[4]}.");
        if (length < 0 || length > limit(kind))
            throw new InvalidDataException($"A frame of kind {kind} has {length} bytes; at most {limit(kind)} were expected.");
        byte[] content = new byte[Math.Min(length, ChunkLength)];
        for (int done = 0; done < length;)
        {
            if (done == content.Length)
                Array.Resize(ref content, (int)Math.Min(length, 2L * done));
            stream.ReadExactly(content, done, content.Length - done);
            done = content.Length;
        }
        return (kind, content);
    }
}
