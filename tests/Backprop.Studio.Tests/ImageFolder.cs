using System.Buffers.Binary;

namespace Backprop.Studio.Tests;

/// <summary>A folder named digits with 60 images as MNIST has them, but smaller: 0 is bright above, 1 below, 2 on the left. They are sorted by their labels.</summary>
internal sealed class ImageFolder : IDisposable
{
    private const int Images = 60, Labels = 3;

    private readonly string parent = Directory.CreateTempSubdirectory("backprop-studio-").FullName;

    /// <param name="side">Pixels of a side.</param>
    public ImageFolder(int side = 4)
    {
        Directory.CreateDirectory(Path);
        byte[] labels = [.. Enumerable.Range(0, Images).Select(n => (byte)(n * Labels / Images))];
        byte[] pixels = [.. labels.SelectMany((label, n) => Enumerable.Range(0, side * side).Select(place => Pixel(label, side, place / side, place % side, n)))];
        File.WriteAllBytes(System.IO.Path.Combine(Path, "train-images-idx3-ubyte"), [.. Head(Images, side, side), .. pixels]);
        File.WriteAllBytes(System.IO.Path.Combine(Path, "train-labels-idx1-ubyte"), [.. Head(Images), .. labels]);
    }

    public string Path => System.IO.Path.Combine(parent, "digits");

    public void Dispose() => Directory.Delete(parent, recursive: true);

    private static byte Pixel(byte label, int side, int row, int column, int n)
    {
        bool isBright = label switch { 0 => row < side / 2, 1 => row >= side / 2, _ => column < side / 2 };
        return (byte)((isBright ? 200 : 20) + (7 * n + 5 * row + 3 * column) % 40);
    }

    private static byte[] Head(params int[] sizes)
    {
        byte[] head = [0, 0, 8, (byte)sizes.Length, .. new byte[4 * sizes.Length]];
        for (int d = 0; d < sizes.Length; d++)
            BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4 + 4 * d), sizes[d]);
        return head;
    }
}
