using System.Buffers.Binary;
using System.Security.Cryptography;
using Backprop.Numerics.Buffers;

namespace Backprop.Files;

/// <summary>Reads the format and trusts nothing: every claim is checked against the actual length before memory is allocated for it.</summary>
internal static class SafetensorsReader
{
    public static SafetensorsFile Read(Stream stream, string file, bool requireHash)
    {
        if (!stream.CanSeek)
            throw new ModelFileException($"'{file}' has no length: it is not a regular file.");
        long length = stream.Length - stream.Position;
        byte[] head = ReadHead(stream, length, file);
        Header header = HeaderReader.Read(head.AsSpan(sizeof(long)), length - head.Length, file);
        if (requireHash && header.Hash is null)
            throw new ModelFileException(
                $"'{file}', header: the metadata has no sha256, so damage could not be detected. Backprop did not write this file.");

        // the hash covers the file with its own digits read as zeros
        if (header.Hash is not null)
            head.AsSpan(sizeof(long) + header.HashStart, header.Hash.Length).Fill((byte)'0');
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        var tensors = new Tensor[header.Tensors.Length];
        var chunk = new byte[Math.Min(FloatBytes.ChunkSize, length)];
        for (int i = 0; i < tensors.Length; i++)
        {
            TensorEntry entry = header.Tensors[i];
            var values = new float[entry.Count];
            ReadValues(stream, values, chunk, hash, file, entry.Name);
            tensors[i] = new Tensor(entry.Name, entry.Shape, values);
        }
        if (stream.Read(chunk, 0, 1) != 0)
            throw new ModelFileException($"'{file}', byte {length}: the file grew while it was being read. Read it again.");
        string found = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (header.Hash is not null && header.Hash != found)
            throw new ModelFileException(
                $"'{file}' does not match its hash: its metadata has sha256 {header.Hash}, its content gives {found}. It was damaged or changed; "
                + "use another copy or train again.");
        return new SafetensorsFile(header.Metadata, tensors) { Sha256 = header.Hash };
    }

    /// <summary>The length of the header, checked, and the header.</summary>
    private static byte[] ReadHead(Stream stream, long length, string file)
    {
        if (length < sizeof(long))
            throw new ModelFileException(
                $"'{file}' has {length} bytes, but a safetensors file begins with 8 bytes for the length of its header.");
        var prefix = new byte[sizeof(long)];
        ReadExactly(stream, prefix, file, "the length of the header");
        ulong claimed = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (claimed == 0)
            throw new ModelFileException(
                $"'{file}', byte 0: the length of the header is 0 bytes, but the minimum is 2. Is it a safetensors file?");
        if (claimed > (ulong)(length - sizeof(long)))
            throw new ModelFileException(
                $"'{file}', byte 0: the length of the header is {claimed} bytes, but {length - sizeof(long)} follow. The file is truncated, or "
                + "not a safetensors file.");
        if (claimed > SafetensorsFile.MaxHeaderBytes)
            throw new ModelFileException(
                $"'{file}', byte 0: the length of the header is {claimed} bytes; the maximum is {SafetensorsFile.MaxHeaderBytes}.");
        var head = new byte[sizeof(long) + (int)claimed];
        prefix.CopyTo(head, 0);
        ReadExactly(stream, head.AsSpan(sizeof(long)), file, "the header");
        return head;
    }

    private static void ReadValues(Stream stream, Span<float> values, byte[] chunk, IncrementalHash hash, string file, string tensor)
    {
        while (values.Length > 0)
        {
            int count = Math.Min(values.Length, chunk.Length / sizeof(float));
            Span<byte> bytes = chunk.AsSpan(0, count * sizeof(float));
            ReadExactly(stream, bytes, file, $"tensor {Shown.Text(tensor)}");
            hash.AppendData(bytes);
            LittleEndian.Read(bytes, values[..count]);
            values = values[count..];
        }
    }

    private static void ReadExactly(Stream stream, Span<byte> bytes, string file, string what)
    {
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
            throw new ModelFileException(
                $"'{file}': the file became shorter while it was being read; it ended {bytes.Length - read} bytes too early, in {what}. Read it again.");
    }
}
