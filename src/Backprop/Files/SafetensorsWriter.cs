using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Backprop.Numerics.Buffers;

namespace Backprop.Files;

/// <summary>
/// Writes the format in one fixed way: metadata by ordinal names, tensors in their order without holes, nothing escaped that need not
/// be, and blanks after the header so that the values start at a multiple of 8. (The framework's JSON writers escape by Unicode
/// tables that change with its version; bytes here must not.)
/// </summary>
internal static class SafetensorsWriter
{
    private static readonly string NoHash = new('0', 64);

    public static void Write(Stream stream, SortedDictionary<string, string> metadata, Tensor[] tensors)
    {
        byte[] head = Head(metadata, tensors, out int hashStart);
        var chunk = new byte[FloatBytes.ChunkSize];
        using (var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
        {
            hash.AppendData(head);
            ForEachChunk(tensors, chunk, count => hash.AppendData(chunk, 0, count));
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()), head.AsSpan(hashStart));
        }
        stream.Write(head);
        ForEachChunk(tensors, chunk, count => stream.Write(chunk, 0, count));
    }

    private static void ForEachChunk(Tensor[] tensors, byte[] chunk, Action<int> use)
    {
        foreach (Tensor tensor in tensors)
        {
            ReadOnlySpan<float> rest = tensor.Values;
            while (rest.Length > 0)
            {
                int count = Math.Min(rest.Length, chunk.Length / sizeof(float));
                LittleEndian.Write(rest[..count], chunk);
                use(count * sizeof(float));
                rest = rest[count..];
            }
        }
    }

    /// <summary>The header with its length before it, zeros in the place of the hash.</summary>
    private static byte[] Head(SortedDictionary<string, string> metadata, Tensor[] tensors, out int hashStart)
    {
        var json = new StringBuilder("{");
        Quoted(json, HeaderNames.Metadata).Append(":{");
        hashStart = 0;
        var all = new SortedDictionary<string, string>(metadata, StringComparer.Ordinal) { [HeaderNames.Hash] = NoHash };
        foreach ((string name, string text) in all)
        {
            Quoted(json, name).Append(':');
            if (name == HeaderNames.Hash)
                hashStart = sizeof(long) + Encoding.UTF8.GetByteCount(json.ToString()) + 1;
            Quoted(json, text).Append(',');
        }
        json[^1] = '}';
        long offset = 0;
        foreach (Tensor tensor in tensors)
        {
            long end = offset + (long)sizeof(float) * tensor.Values.Length;
            Quoted(json.Append(','), tensor.Name).Append(CultureInfo.InvariantCulture,
                $":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', tensor.Shape)}],\"data_offsets\":[{offset},{end}]}}");
            offset = end;
        }
        json.Append('}');
        int length = (Encoding.UTF8.GetByteCount(json.ToString()) + 7) / 8 * 8;
        if (length > SafetensorsFile.MaxHeaderBytes)
            throw new InvalidOperationException(
                $"The names and texts of the file need {length} bytes; the maximum of a header is {SafetensorsFile.MaxHeaderBytes}.");
        var head = new byte[sizeof(long) + length];
        head.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteInt64LittleEndian(head, length);
        Encoding.UTF8.GetBytes(json.ToString(), head.AsSpan(sizeof(long)));
        return head;
    }

    private static StringBuilder Quoted(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (char c in text)
        {
            if (c is '"' or '\\')
                json.Append('\\').Append(c);
            else if (c < ' ')
                json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                json.Append(c);
        }
        return json.Append('"');
    }
}
