using System.Runtime.InteropServices;
using Backprop.Numerics.Scanning;
using CsCheck;

namespace Backprop.Numerics.Tests.Scanning;

public sealed class FieldStopsTests
{
    [Theory]
    [InlineData(',')]
    [InlineData('\t')]
    [InlineData('|')]
    [InlineData('~')]
    public void Every_width_finds_the_same_stops(char delimiter)
    {
        var character = Gen.OneOf(Gen.Char, Gen.Char['\0', '~'], Gen.Char[",\t|\r\n\u000E\u008D\u2C2C\uFF0D"]);
        character.Array[FieldStops.Block].Sample(text =>
        {
            var block = MemoryMarshal.Cast<char, ushort>(text.AsSpan());
            uint stops = FieldStops.InScalar(block, delimiter);
            Assert.Equal(stops, FieldStops.In256(block, delimiter));
            Assert.Equal(stops, FieldStops.In128(block, delimiter));
            Assert.Equal(stops, FieldStops.In([' ', .. text], 1, delimiter));
            for (int i = 0; i < text.Length; i++)
                Assert.Equal(text[i] <= '\r' || text[i] == delimiter, (stops >> i & 1) == 1);
        });
    }
}
