using System.Buffers.Binary;
using System.IO.Compression;

namespace Backprop.Studio.Inspecting;

/// <summary>Small pictures as PNG with a palette (ISO/IEC 15948), to embed in a page as data.</summary>
internal static class PalettePng
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>A data URL that contains the picture.</summary>
    /// <param name="width">Pixels from left to right.</param>
    /// <param name="height">Pixels from top to bottom.</param>
    /// <param name="pixels">An index in the palette for each pixel, row after row.</param>
    /// <param name="palette">Up to 256 colours, red, green, blue and opacity from 0 to 255.</param>
    public static string Address(int width, int height, ReadOnlySpan<byte> pixels, ReadOnlySpan<(byte R, byte G, byte B, byte A)> palette)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 3);
        Write(file, "IHDR"u8, header);
        var colours = new byte[3 * palette.Length];
        var opacities = new byte[palette.Length];
        for (int n = 0; n < palette.Length; n++)
            (colours[3 * n], colours[3 * n + 1], colours[3 * n + 2], opacities[n]) = palette[n];
        Write(file, "PLTE"u8, colours);
        Write(file, "tRNS"u8, opacities);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (int row = 0; row < height; row++)
            {
                zlib.WriteByte(0);
                zlib.Write(pixels.Slice(row * width, width));
            }
        }
        Write(file, "IDAT"u8, packed.ToArray());
        Write(file, "IEND"u8, []);
        return "data:image/png;base64," + Convert.ToBase64String(file.ToArray());
    }

    private static void Write(MemoryStream file, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(kind);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Checksum(Checksum(uint.MaxValue, kind), content));
        file.Write(number);
    }

    private static uint Checksum(uint sum, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            sum ^= value;
            for (int bit = 0; bit < 8; bit++)
                sum = (sum & 1) != 0 ? 0xEDB88320 ^ (sum >> 1) : sum >> 1;
        }
        return sum;
    }
}
