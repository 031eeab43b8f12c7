using System.IO.Compression;
using Backprop.Studio.Inspecting;

namespace Backprop.Studio.Tests.Inspecting;

public class PicturesTests
{
    private const string Prefix = "data:image/png;base64,";

    private static byte[] Content(string address)
    {
        Assert.StartsWith(Prefix, address, StringComparison.Ordinal);
        return Convert.FromBase64String(address[Prefix.Length..]);
    }

    /// <summary>The rows of a picture, each with the 0 before it that says it is not filtered.</summary>
    private static byte[] Pixels(byte[] png)
    {
        int at = png.AsSpan().IndexOf("IDAT"u8);
        using var zlib = new ZLibStream(new MemoryStream(png, at + 4, png.Length - at - 4), CompressionMode.Decompress);
        using var pixels = new MemoryStream();
        zlib.CopyTo(pixels);
        return pixels.ToArray();
    }

    [Fact]
    public void Pixels_stand_row_after_row() => Assert.Equal([0, 1, 2, 3, 0, 4, 5, 255], Pixels(Content(Pictures.Grey(3, 2, [1, 2, 3, 4, 5, 255]))));

    [Fact]
    public void Numbers_are_deeper_the_larger_and_have_two_colours() =>
        Assert.Equal([0, 127, 0, 64, 254, 0], Pixels(Content(Pictures.OfNumbers(5, 1, [2, 0, 1, -2, double.NaN]))));

    [Fact]
    public void The_end_carries_the_checksum_of_the_standard() => Assert.Equal([0xAE, 0x42, 0x60, 0x82], Content(Pictures.Grey(1, 1, [0]))[^4..]);
}
