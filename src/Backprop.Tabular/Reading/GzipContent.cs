using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>
/// The content of a gzip file (RFC 1952) of one member or of several after one another, as bgzip and <c>cat</c> make them, with an error where
/// the file was cut or damaged: the framework's GZipStream takes the end of the file for the end of the content, wherever it comes. Takes time in
/// proportion to the file.
/// </summary>
/// <param name="packed">The file from its start; it is seekable, and is closed with this stream.</param>
/// <param name="name">The name in messages.</param>
internal sealed class GzipContent(Stream packed, string name) : Stream
{
    private const int TrailerLength = 8;

    private readonly Crc32 checksum = new();
    private MemberBytes? bytes;
    private DeflateStream? member;
    private long length, memberLength, next;
    private bool ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => length; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (!ended && buffer.Length > 0)
        {
            if (member is null)
            {
                Begin();
                continue;
            }
            int read = Unpack(member, buffer);
            if (read > 0)
            {
                checksum.Append(buffer[..read]);
                memberLength += read;
                length += read;
                return read;
            }
            End();
        }
        return 0;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            member?.Dispose();
            packed.Dispose();
        }
        base.Dispose(disposing);
    }

    private int Unpack(DeflateStream stream, Span<byte> buffer)
    {
        try
        {
            return stream.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(e);
        }
    }

    // Reads the header of the next member. After the last one there may be zeros, with which tapes and disks fill their blocks.
    private void Begin()
    {
        packed.Position = next;
        int first = packed.ReadByte();
        while (next > 0 && first == 0)
            first = packed.ReadByte();
        if (first < 0)
        {
            ended = next > 0 ? true : throw Cut();
            return;
        }
        if (first != 0x1F || Next() != 0x8B || Next() != 8 || Next() is not (< 32 and var flags))
            throw new DataException($"{name}: {packed.Length - next:N0} bytes that are not gzip data follow after {length:N0} unpacked bytes. Download or compress the file again.");
        Skip(6);
        if ((flags & 4) != 0)
            Skip(Next() | Next() << 8);
        for (int texts = (flags >> 3 & 1) + (flags >> 4 & 1); texts > 0;)
            texts -= Next() == 0 ? 1 : 0;
        if ((flags & 2) != 0)
            Skip(2);
        bytes = new MemberBytes(packed);
        member = new DeflateStream(bytes, CompressionMode.Decompress, leaveOpen: true);
    }

    // Finds the trailer: the deflated data end somewhere in the last piece, and checksum and length follow them.
    private void End()
    {
        Span<byte> trailer = stackalloc byte[TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, checksum.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], (uint)memberLength);
        long from = bytes!.LastPiece;
        packed.Position = from;
        byte[] piece = new byte[bytes.Position - from + TrailerLength];
        int read = packed.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false);
        int place = piece.AsSpan(0, read).IndexOf(trailer);
        if (place < 0)
            throw packed.Position == packed.Length ? Cut() : Damaged(inner: null);
        next = from + place + TrailerLength;
        member!.Dispose();
        member = null;
        memberLength = 0;
        checksum.Reset();
    }

    private int Next() => packed.ReadByte() is >= 0 and var value ? value : throw Cut();

    private void Skip(int count)
    {
        for (; count > 0; count--)
            Next();
    }

    private DataException Cut() => new($"{name}: the gzip data end too early, after {length:N0} unpacked bytes: the file is truncated. Download or compress it again.");

    private DataException Damaged(Exception? inner) => new($"{name}: damaged gzip data after {length:N0} unpacked bytes. Download or compress the file again.", inner!);

    /// <summary>The bytes from the current position of a stream, with the position of the last piece read.</summary>
    private sealed class MemberBytes(Stream packed) : Stream
    {
        public long LastPiece { get; private set; } = packed.Position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get; set; } = packed.Position;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int read = packed.Read(buffer);
            if (read > 0)
                LastPiece = Position;
            Position += read;
            return read;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
