using Backprop.Numerics.Randomness;

namespace Backprop.Numerics.Tests.Randomness;

public class PhiloxTests
{
    /// <summary>The known answers for philox4x32 with 10 rounds that come with Random123, the authors' own library.</summary>
    [Theory]
    [InlineData(0, 0, 0, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x299f31d0a4093822, 0x85a308d3243f6a88, 0x0370734413198a2e, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Blocks_are_the_published_ones(ulong key, ulong counterLow, ulong counterHigh, uint word0, uint word1, uint word2, uint word3)
    {
        Philox block = Philox.Block(key, counterLow, counterHigh);
        Assert.Equal((word0, word1, word2, word3), (block.Word0, block.Word1, block.Word2, block.Word3));
    }

    [Fact]
    public unsafe void Four_blocks_at_once_are_the_same_as_one_by_one()
    {
        uint[] byVector = new uint[16], byScalar = new uint[16];
        foreach (ulong counter in new ulong[] { 0, 5, 0xFFFF_FFFE, 0xFFFF_FFFF_FFFF_FFFE, 0x1234_5678_9ABC_DEF0 })
        {
            fixed (uint* vector = byVector, scalar = byScalar)
            {
                PhiloxGroup.FillVector(0xDEAD_BEEF_0BAD_F00D, counter, 77UL << 33, vector);
                PhiloxGroup.FillScalar(0xDEAD_BEEF_0BAD_F00D, counter, 77UL << 33, scalar);
            }
            Assert.Equal(byScalar, byVector);
        }
    }
}
