using System.IO.Compression;

namespace Backprop.Campaigns.Fuzz;

internal static class Packed
{
    /// <summary>One gzip member.</summary>
    public static byte[] Gzip(ReadOnlySpan<byte> bytes, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level, leaveOpen: true))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
