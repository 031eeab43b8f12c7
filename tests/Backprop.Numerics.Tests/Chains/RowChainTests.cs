using Backprop.Numerics.Buffers;
using Backprop.Numerics.Chains;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Products;
using Backprop.Numerics.Threads;
using CsCheck;

namespace Backprop.Numerics.Tests.Chains;

/// <summary>A chain beside the products for many rows, over the same numbers: everything both write has the same bits.</summary>
public class RowChainTests
{
    private static readonly ElementFunction?[] Functions =
        [null, ElementFunctions.Sigmoid, ElementFunctions.Tanh, ElementFunctions.Relu, ElementFunctions.Softsign, ElementFunctions.LeakyRelu(0.1f)];

    [Fact]
    public void A_chain_gives_the_bits_of_the_products()
    {
        int all = 0, compared = 0;
        Gen.Select(Gen.Int[1, 40].Array[2, 5], Gen.Int[0, 1_000_000], Gen.Bool).Sample((sizes, seed, descends) =>
        {
            sizes[^1] = 1 + sizes[^1] % 3;
            foreach (VectorWidth width in VectorWidths.All)
            {
                Interlocked.Increment(ref all);
                var byChain = new Net(sizes, seed, descends);
                var byProducts = new Net(sizes, seed, descends);
                // Not every shape has a chain.
                if (RowChain.Of(width, byChain.Inputs, byChain.Layers) is not { } chain)
                    return;
                Interlocked.Increment(ref compared);
                for (int step = 0; step < 3; step++)
                {
                    chain.Forward();
                    byChain.SetOutputDeltas();
                    chain.Backward(0.7f);
                    byProducts.Step(width, 0.7f);
                    byChain.AssertSame(byProducts);
                }
            }
        });
        Assert.InRange(compared, all / 2, all);
    }

    [Fact]
    public void A_chain_without_a_way_back_gives_the_bits_of_the_products() => Gen.Select(Gen.Int[1, 64], Gen.Int[1, 64], Gen.Int[1, 64], Gen.Int[0, 1_000_000]).Sample((d, m, k, seed) =>
    {
        foreach (VectorWidth width in VectorWidths.All)
        {
            Net byChain = new([2 * d, m, k], seed, descends: false), byProducts = new([2 * d, m, k], seed, descends: false);
            var layers = byChain.Layers.Select(layer => layer with { Deltas = null, Gradients = null }).ToArray();
            RowChain.Of(width, byChain.Inputs, layers)!.Forward();
            byProducts.Forward(new Processor(1, width));
            byChain.AssertSame(byProducts);
        }
    });

    [Fact]
    public void A_chain_treats_huge_infinite_and_missing_numbers_as_the_products_do()
    {
        foreach (VectorWidth width in VectorWidths.All)
            foreach (int units in (int[])[1, 3, 4, 5, 8, 9, 17])
                foreach (float number in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, -1e30f, float.Epsilon])
                    for (int seed = 0; seed < Functions.Length; seed++)
                    {
                        Net byChain = new([3, units, units], seed, descends: false), byProducts = new([3, units, units], seed, descends: false);
                        byChain.Inputs[0, 1] = byProducts.Inputs[0, 1] = number;
                        var layers = byChain.Layers.Select(layer => layer with { Deltas = null, Gradients = null }).ToArray();
                        RowChain.Of(width, byChain.Inputs, layers)!.Forward();
                        byProducts.Forward(new Processor(1, width));
                        byChain.AssertSame(byProducts);
                    }
    }

    [Fact]
    public void The_way_back_treats_huge_infinite_and_missing_numbers_as_the_products_do()
    {
        foreach (VectorWidth width in VectorWidths.All)
            foreach (int units in (int[])[1, 3, 4, 5, 8, 9])
                foreach (float number in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, -1e30f, float.Epsilon])
                    for (int seed = 0; seed < 2 * Functions.Length; seed++)
                    {
                        bool descends = seed % 2 == 0;
                        Net byChain = new([3, units, 3, units], seed, descends), byProducts = new([3, units, 3, units], seed, descends);
                        foreach (Net net in new[] { byChain, byProducts })
                        {
                            if (seed < Functions.Length)
                                net.Inputs[0, 1] = number;
                            else
                                net.Layers[1].Weights[1, 2] = number;
                        }
                        RowChain chain = RowChain.Of(width, byChain.Inputs, byChain.Layers)!;
                        chain.Forward();
                        byChain.SetOutputDeltas();
                        chain.Backward(0.7f);
                        byProducts.Step(width, 0.7f);
                        byChain.AssertSame(byProducts);
                    }
    }

    [Fact]
    public void Layers_that_are_too_large_or_keep_their_slopes_have_no_chain()
    {
        Assert.NotNull(Chain(new Net([128, 64], 1, false)));
        Assert.Null(Chain(new Net([129, 3], 1, false)));
        Assert.Null(Chain(new Net([3, 65], 1, false)));
        Assert.Null(Chain(new Net([3, 43, 3], 1, false)));
        var gelu = new Net([3, 3], 1, false);
        Assert.Null(RowChain.Of(VectorWidth.Scalar, gelu.Inputs, [gelu.Layers[0] with { Function = ElementFunctions.Gelu }]));
        Assert.Throws<ArgumentException>(() => RowChain.Of(VectorWidth.Scalar, new Matrix(1, 2), gelu.Layers));
        Assert.Throws<ArgumentException>(() => RowChain.Of(VectorWidth.Scalar, gelu.Inputs, [gelu.Layers[0] with { Deltas = null }]));
        Assert.Throws<ArgumentException>(() => RowChain.Of(VectorWidth.Scalar, gelu.Inputs, []));

        static RowChain? Chain(Net net) => RowChain.Of(VectorWidth.Scalar, net.Inputs, net.Layers);
    }

    /// <summary>A network in the memory of the products, its numbers a function of the seed.</summary>
    private sealed class Net
    {
        private readonly List<(ForwardProduct Forward, BackwardProduct? Backward, GradientProduct Gradient)> products = [];

        public Net(int[] sizes, int seed, bool descends)
        {
            var numbers = Numbers(seed).GetEnumerator();
            Inputs = new Matrix(1, sizes[0]);
            Fill(Inputs.Row(0));
            Layers = new ChainLayer[sizes.Length - 1];
            Matrix x = Inputs;
            for (int l = 0; l < Layers.Length; l++)
            {
                PanelMatrix weights = new(sizes[l], sizes[l + 1]), gradients = new(sizes[l], sizes[l + 1]);
                for (int i = 0; i <= sizes[l]; i++)
                {
                    var row = new float[sizes[l + 1]];
                    Fill(row);
                    weights.CopyRowFrom(i, row);
                }
                var function = Functions[(seed + l) % Functions.Length];
                Layers[l] = new ChainLayer(
                    weights, new Matrix(1, sizes[l + 1]), function, new Matrix(1, sizes[l + 1]), gradients, descends ? new Descent(weights) { Step = -0.1f } : null);
                var layer = Layers[l];
                var below = l == 0 ? null : Layers[l - 1];
                products.Add((new ForwardProduct(x, weights, layer.Outputs, ending: null),
                    below is null ? null : new BackwardProduct(layer.Deltas!, weights, below.Deltas!, ending: null),
                    new GradientProduct(x, layer.Deltas!, gradients, layer.Ending)));
                x = layer.Outputs;
            }

            void Fill(Span<float> row)
            {
                foreach (ref float number in row)
                {
                    numbers.MoveNext();
                    number = numbers.Current;
                }
            }
        }

        public Matrix Inputs { get; }

        public ChainLayer[] Layers { get; }

        public void SetOutputDeltas()
        {
            for (int k = 0; k < Layers[^1].Outputs.Columns; k++)
                Layers[^1].Deltas![0, k] = Layers[^1].Outputs[0, k] - 0.5f * k;
        }

        public void Forward(Processor processor)
        {
            for (int l = 0; l < Layers.Length; l++)
            {
                products[l].Forward.Run(processor, 1);
                var z = Layers[l].Outputs.Row(0);
                Layers[l].Function?.Apply(processor.Width, z, z);
            }
        }

        public void Step(VectorWidth width, float scale)
        {
            var processor = new Processor(1, width);
            Forward(processor);
            SetOutputDeltas();
            for (int l = Layers.Length - 1; l >= 0; l--)
            {
                Layers[l].Function?.MultiplyBySlope(width, Layers[l].Outputs.Row(0), Layers[l].Deltas!.Row(0));
                products[l].Backward?.Run(processor, 1);
                products[l].Gradient.Run(processor, 1, scale);
            }
        }

        public void AssertSame(Net other)
        {
            for (int l = 0; l < Layers.Length; l++)
            {
                Same(Layers[l].Outputs.Row(0), other.Layers[l].Outputs.Row(0));
                Same(Layers[l].Deltas!.Row(0), other.Layers[l].Deltas!.Row(0));
                Same(Layers[l].Gradients!.Values, other.Layers[l].Gradients!.Values);
                Same(Layers[l].Weights.Values, other.Layers[l].Weights.Values);
            }
        }

        private static void Same(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
        {
            Assert.Equal(a.Length, b.Length);
            for (int i = 0; i < a.Length; i++)
                Assert.True(BitConverter.SingleToInt32Bits(a[i]) == BitConverter.SingleToInt32Bits(b[i]) || (float.IsNaN(a[i]) && float.IsNaN(b[i])), $"{i} of {a.Length}: {a[i]:R} and {b[i]:R}");
        }

        private static IEnumerable<float> Numbers(int seed)
        {
            for (uint state = (uint)seed * 2654435761 + 1; ; state = state * 1664525 + 1013904223)
                yield return (state >> 8) % 7 == 0 ? -0f : ((int)(state >> 8) - (1 << 23)) * (1f / (1 << 23));
        }
    }
}
