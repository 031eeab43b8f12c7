using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics.Lanes;

/// <summary>The number of bits that one instruction works on. It changes the speed and never the result.</summary>
internal enum VectorWidth
{
    /// <summary>One number at a time, without vector instructions.</summary>
    Scalar = 32,

    /// <summary>128 bits: SSE with FMA on x64, AdvSimd on Arm64.</summary>
    Bits128 = 128,

    /// <summary>256 bits: AVX2.</summary>
    Bits256 = 256,

    /// <summary>512 bits: AVX-512.</summary>
    Bits512 = 512,
}

/// <summary>Which widths this machine has.</summary>
internal static class VectorWidths
{
    /// <summary>
    /// The widest that this machine computes with in hardware. Without a fused multiply-add in hardware that is the scalar form:
    /// the software one costs several times more through vectors.
    /// </summary>
    public static VectorWidth Best { get; } =
        Vector512.IsHardwareAccelerated ? VectorWidth.Bits512
        : Vector256.IsHardwareAccelerated && Avx2.IsSupported && Fma.IsSupported ? VectorWidth.Bits256
        : AdvSimd.Arm64.IsSupported || Fma.IsSupported ? VectorWidth.Bits128
        : VectorWidth.Scalar;

    /// <summary>Every width; all of them can be used on every machine, wider ones than its own slowly.</summary>
    public static IReadOnlyList<VectorWidth> All { get; } = [VectorWidth.Scalar, VectorWidth.Bits128, VectorWidth.Bits256, VectorWidth.Bits512];
}
