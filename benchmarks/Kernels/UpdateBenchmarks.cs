using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Updates;
using BenchmarkDotNet.Attributes;

namespace Backprop.Benchmarks.Kernels;

/// <summary>The loop over parameters with arithmetic as light as sgd's and as heavy as adam's; a time is that of a parameter.</summary>
public class UpdateBenchmarks
{
    // In the second cache, and in memory.
    private const int Small = 1 << 14, Large = 1 << 23;

    private float[] weights = [], gradients = [], first = [], second = [];

    [Params(Small, Large)]
    public int Parameters { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        weights = new float[Parameters];
        gradients = [.. Enumerable.Range(0, Parameters).Select(i => (i % 101 - 50) * 1e-6f)];
        first = new float[Parameters];
        second = new float[Parameters];
    }

    [Benchmark]
    public void LikeSgd() => Update.Run(VectorWidths.Best, new SgdLike(), weights, gradients, [], []);

    [Benchmark]
    public void LikeAdam() => Update.Run(VectorWidths.Best, new AdamLike(), weights, gradients, first, second);

    private readonly struct SgdLike : IUpdateRule
    {
        public static int StateCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<V>(ref V weight, V gradient, ref V first, ref V second)
            where V : struct, ILanes<V> =>
            weight = V.FusedMultiplyAdd(V.Broadcast(-1e-4), gradient, weight);
    }

    private readonly struct AdamLike : IUpdateRule
    {
        public static int StateCount => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<V>(ref V weight, V gradient, ref V first, ref V second)
            where V : struct, ILanes<V>
        {
            first = V.FusedMultiplyAdd(V.Broadcast(0.9), first, V.Broadcast(0.1) * gradient);
            second = V.FusedMultiplyAdd(V.Broadcast(0.999), second, V.Broadcast(0.001) * gradient * gradient);
            weight -= V.Broadcast(1e-4) * first / (V.Sqrt(second) + V.Broadcast(1e-8));
        }
    }
}
