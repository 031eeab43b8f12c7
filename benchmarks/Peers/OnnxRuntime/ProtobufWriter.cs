using System.Buffers.Binary;
using System.Text;

namespace Backprop.Benchmarks.OnnxRuntime;

/// <summary>The four things of the protobuf wire format that an ONNX file of dense layers is made of.</summary>
internal sealed class ProtobufWriter
{
    private readonly MemoryStream bytes = new();

    public byte[] ToArray() => bytes.ToArray();

    public ProtobufWriter Number(int field, long value)
    {
        Varint((uint)field << 3);
        Varint((ulong)value);
        return this;
    }

    public ProtobufWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint((uint)field << 3 | 2);
        Varint((ulong)value.Length);
        bytes.Write(value);
        return this;
    }

    public ProtobufWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtobufWriter Message(int field, ProtobufWriter message) => Bytes(field, message.ToArray());

    public ProtobufWriter Floats(int field, ReadOnlySpan<float> values)
    {
        var raw = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(i * sizeof(float)), values[i]);
        return Bytes(field, raw);
    }

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            bytes.WriteByte((byte)(value | 0x80));
        bytes.WriteByte((byte)value);
    }
}
