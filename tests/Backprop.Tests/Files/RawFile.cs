using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Backprop.Files;

namespace Backprop.Tests.Files;

/// <summary>Files in the safetensors format put together by hand, with the right hash wherever they have the place for one.</summary>
internal static class RawFile
{
    /// <summary>Stands in a header where the hash belongs.</summary>
    public const string Hash = "0000000000000000000000000000000000000000000000000000000000000000";

    public const string Metadata = "\"__metadata__\":{\"sha256\":\"" + Hash + "\"}";

    /// <summary>A valid header: two tensors, 24 and 8 bytes.</summary>
    public const string Header = "{" + Metadata + ",\"w\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}"
        + ",\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,32]}}";

    public const int ValueBytes = 32;

    public static byte[] Make(string header, int valueBytes = ValueBytes) => Make(Encoding.UTF8.GetBytes(header), valueBytes);

    public static byte[] Make(byte[] header, int valueBytes = ValueBytes)
    {
        var file = new byte[8 + header.Length + valueBytes];
        BinaryPrimitives.WriteInt64LittleEndian(file, header.Length);
        header.CopyTo(file, 8);
        for (int i = 0; i < valueBytes; i++)
            file[8 + header.Length + i] = (byte)(i % 4 == 3 ? 0x3f : i);
        return Sign(file);
    }

    /// <summary>Puts the hash into its place, if there is one.</summary>
    public static byte[] Sign(byte[] file)
    {
        int place = file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Hash));
        if (place >= 0)
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(file)), file.AsSpan(place));
        return file;
    }

    public static SafetensorsFile Read(byte[] file, bool requireHash = true) =>
        SafetensorsFile.Read(new MemoryStream(file, writable: false), "net.safetensors", requireHash);

    public static string WhyRefused(byte[] file, bool requireHash = true) =>
        Assert.Throws<ModelFileException>(() => Read(file, requireHash)).Message;
}
