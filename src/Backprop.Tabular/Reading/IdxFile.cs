using System.Buffers.Binary;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>
/// An IDX file, the format of MNIST: two zero bytes, the type of the values (8 for bytes), the number of dimensions, the sizes as big-endian
/// 32-bit numbers, the values. Here images (three dimensions: N, height, width) and labels (one).
/// </summary>
internal static class IdxFile
{
    private const long LargestGzipRatio = 1100;

    /// <summary>Images as a column.</summary>
    public static ImageColumn Images(ByteSource source)
    {
        var (sizes, values) = Read(source, 3, "images");
        return new ImageColumn("image", (int)sizes[1], (int)sizes[2], values);
    }

    /// <summary>Labels as a column of categories: the numbers as text.</summary>
    public static CategoryColumn Labels(ByteSource source)
    {
        var (_, values) = Read(source, 1, "labels");
        string[] labels = values.Distinct().Select(value => $"{value}").Order(StringComparer.Ordinal).ToArray();
        int[] codes = new int[256];
        for (int code = 0; code < labels.Length; code++)
            codes[int.Parse(labels[code], System.Globalization.CultureInfo.InvariantCulture)] = code;
        return new CategoryColumn("label", labels, values.Select(value => codes[value]).ToArray());
    }

    /// <summary>The number of dimensions in a file's header.</summary>
    public static int Dimensions(ReadOnlySpan<byte> head) => head[3];

    private static (uint[] Sizes, byte[] Values) Read(ByteSource source, int dimensions, string what)
    {
        using var stream = source.Open();
        byte[] head = new byte[4 + 4 * dimensions];
        int got = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (got < 4 || head[0] != 0 || head[1] != 0 || head[2] != 8 || head[3] != dimensions)
        {
            throw new DataException($"{source.Name}: an IDX file of {what} begins with 00 00 08 {dimensions:X2}, but "
                + (got == 0 ? "the file is empty." : $"{BitConverter.ToString(head, 0, Math.Min(got, 4)).Replace('-', ' ')} was found.") + Advice(head, got, dimensions));
        }
        if (got < head.Length)
            throw new DataException($"{source.Name}: the file ends within the sizes, after {got} bytes. Download it again.");
        long count = 1;
        uint[] sizes = new uint[dimensions];
        for (int i = 0; i < dimensions; i++)
        {
            uint size = sizes[i] = BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(4 + 4 * i));
            // Once a product is above the limit it stays there, so that it cannot overflow.
            count = size == 0 ? 0 : count > Array.MaxLength ? count : count * size;
        }
        string header = $"{source.Name}: the file's header gives {string.Join(" x ", sizes)} {what}";
        if (count == 0)
            throw new DataException($"{header}. At least one value was expected.");
        long room = source.PackedLength * (source.Compressed ? LargestGzipRatio : 1);
        if (count > Array.MaxLength || count > room)
            throw new DataException($"{header}, more than its {source.PackedLength:N0} bytes can contain. The sizes are wrong or the file is truncated; download it again.");
        byte[] values = new byte[count];
        int read = stream.ReadAtLeast(values, values.Length, throwOnEndOfStream: false);
        if (read < values.Length)
            throw new DataException($"{header}, that is {count:N0} bytes, but only {read:N0} follow: the file is truncated. Download it again.");
        if (stream.ReadByte() >= 0)
            throw new DataException($"{header}, that is {count:N0} bytes, but more follow. The sizes are wrong; download it again.");
        return (sizes, values);
    }

    private static string Advice(byte[] head, int got, int dimensions)
    {
        if (got < 4 || !ContentKind.IsIdx(head))
            return " Is it the right file?";
        if (head[2] != 8)
            return " Only one-byte values are supported.";
        return (head[3], dimensions) switch
        {
            (1, 3) => " That is a file of labels; are the two files swapped?",
            (3, 1) => " That is a file of images; are the two files swapped?",
            _ => $" It has {head[3]} dimensions.",
        };
    }
}
