using System.Buffers.Binary;
using Backprop.Numerics.Buffers;

namespace Backprop.Numerics.Tests.Buffers;

public class LittleEndianTests
{
    [Fact]
    public void Floats_are_written_lowest_byte_first_and_read_back_to_the_bit()
    {
        float[] floats = [1f, -0f, float.Epsilon, float.MaxValue, BitConverter.Int32BitsToSingle(0x7FC0_1234)], back = new float[5];
        byte[] bytes = new byte[20];
        LittleEndian.Write(floats, bytes);
        Assert.Equal([0, 0, 0x80, 0x3F], bytes[..4]);
        for (int i = 0; i < 5; i++)
            Assert.Equal(BitConverter.SingleToInt32Bits(floats[i]), BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4 * i)));
        LittleEndian.Read(bytes, back);
        Assert.Equal(floats.Select(BitConverter.SingleToInt32Bits), back.Select(BitConverter.SingleToInt32Bits));
        if (LittleEndian.TryView(floats.AsSpan(), out Span<byte> view))
            Assert.True(view.SequenceEqual(bytes));
        Assert.Equal(BitConverter.IsLittleEndian, LittleEndian.TryView((ReadOnlySpan<float>)floats, out _));
    }

    [Fact]
    public void Too_little_room_is_refused()
    {
        Assert.Throws<ArgumentException>(() => LittleEndian.Write(new float[2], new byte[7]));
        Assert.Throws<ArgumentException>(() => LittleEndian.Read(new byte[7], new float[2]));
    }
}
