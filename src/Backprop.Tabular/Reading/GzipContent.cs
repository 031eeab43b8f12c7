using System.Buffers.Binary;
using System.IO.Compression;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>
/// The content of a gzip file, with an error where the file was cut: the framework's GZipStream takes the end of the file for the end of the
/// content, wherever it comes. A whole file ends with its content's length modulo 2^32.
/// </summary>
internal sealed class GzipContent : Stream
{
    private readonly Func<Stream> open;
    private readonly string name;
    private readonly GZipStream content;
    private long length;

    public GzipContent(Func<Stream> open, string name)
    {
        this.open = open;
        this.name = name;
        content = new GZipStream(open(), CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => length; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = content.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw new DataException($"{name}: damaged gzip data after {length:N0} unpacked bytes. Fetch or pack the file again.", e);
        }
        length += read;
        if (read == 0 && buffer.Length > 0 && !IsWhole())
            throw new DataException($"{name}: the gzip data end too early, after {length:N0} unpacked bytes: the file was cut. Fetch or pack it again.");
        return read;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            content.Dispose();
        base.Dispose(disposing);
    }

    private bool IsWhole()
    {
        using var packed = open();
        if (packed.Length < 18)
            return false;
        uint said = SaidLength(packed);
        // Several gzip files one after the other are one, too: then the last of them has its own length at the end.
        return said == (uint)length || LastPartStart(packed, said) > 0;
    }

    private static uint SaidLength(Stream packed)
    {
        Span<byte> end = stackalloc byte[4];
        packed.Position = packed.Length - 4;
        packed.ReadExactly(end);
        return BinaryPrimitives.ReadUInt32LittleEndian(end);
    }

    private static long LastPartStart(Stream packed, uint said)
    {
        byte[] block = new byte[1 << 16];
        for (long end = packed.Length; end > 3; end -= block.Length - 3)
        {
            long start = Math.Max(0, end - block.Length);
            packed.Position = start;
            packed.ReadExactly(block, 0, (int)(end - start));
            for (int i = (int)(end - start) - 4; i >= 0; i--)
            {
                if (block.AsSpan(i) is [0x1F, 0x8B, 8, < 32, ..] && start + i > 0 && HasLength(packed, start + i, said))
                    return start + i;
            }
        }
        return 0;
    }

    private static bool HasLength(Stream packed, long start, uint said)
    {
        packed.Position = start;
        using var part = new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true);
        byte[] block = new byte[1 << 16];
        long total = 0;
        try
        {
            for (int read; (read = part.Read(block)) > 0;)
                total += read;
        }
        catch (InvalidDataException)
        {
            return false;
        }
        return (uint)total == said;
    }
}
