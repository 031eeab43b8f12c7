using System.Runtime.CompilerServices;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Products;

namespace Backprop.Numerics.Chains;

/// <summary>The chain for one kind of lanes.</summary>
internal sealed unsafe class RowChain<V> : RowChain where V : struct, ILanes<V>
{
    private readonly VectorWidth width;
    private readonly Matrix rows;
    private readonly Link[] links;

    public RowChain(VectorWidth width, Matrix inputs, IReadOnlyList<ChainLayer> layers)
    {
        this.width = width;
        rows = inputs;
        links = new Link[layers.Count];
        for (int l = 0; l < links.Length; l++)
            links[l] = new Link(layers[l], first: l == 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward()
    {
        // First of all: numbers that are stored one by one cannot be loaded together until they have reached the cache.
        for (int l = 1; l < links.Length; l++)
            links[l].Turn();
        float* x = rows.Pointer;
        foreach (Link link in links)
        {
            int inputs = link.Inputs, units = link.Units;
            float* outputs = link.Outputs;
            for (int c = 0; c < units; c += V.Count)
            {
                float* bias = link.Weights + link.At(c), weight = bias;
                V sum = default;
                for (float* input = x, end = x + inputs; input < end; input++)
                {
                    weight += PanelMatrix.PanelColumns;
                    sum = V.FusedMultiplyAdd(V.Repeat(input), V.Load(weight), sum);
                }
                V.Store(sum + V.Load(bias), outputs + c);
            }
            link.Function?.ApplyTo(width, link.Outputs, link.Row, link.Stride);
            x = outputs;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(float scale)
    {
        Link link = links[^1];
        link.Function?.MultiplyBySlopeOf(width, link.Outputs, link.Deltas, link.Row, link.Stride);
        for (int l = links.Length - 1; l > 0; l--)
        {
            Link below = links[l - 1];
            for (int c = 0; c < below.Units; c += V.Count)
            {
                float* weight = link.Turned + c;
                V sum = default;
                for (int j = 0; j < link.Units; j++, weight += link.TurnedStride)
                    sum = V.FusedMultiplyAdd(V.Repeat(link.Deltas + j), V.Load(weight), sum);
                V.Store(sum, below.Deltas + c);
            }
            below.Function?.MultiplyBySlopeOf(width, below.Outputs, below.Deltas, below.Row, below.Stride);
            Derivatives(link, below.Outputs, scale);
            link = below;
        }
        Derivatives(link, rows.Pointer, scale);
    }

    private static void Derivatives(Link link, float* x, float scale)
    {
        V s = V.Broadcast(scale), one = V.Broadcast(1), step = V.Broadcast(link.Descent?.Step ?? 0);
        int inputs = link.Inputs, units = link.Units;
        nint weights = link.Descent is null ? 0 : (nint)(link.Weights - link.Gradients);
        for (int c = 0; c < units; c += V.Count)
        {
            // One δ may just have been stored alone; the mask makes good what repeating it puts into the padding.
            V delta = units == 1 ? V.Repeat(link.Deltas) : V.Load(link.Deltas + c), mask = V.Load(link.Mask + c);
            float* place = link.Gradients + link.At(c);
            Put(place, weights, V.Select(mask, V.FusedMultiplyAdd(one, delta, default) * s, default), step);
            for (float* input = x, end = x + inputs; input < end; input++)
            {
                place += PanelMatrix.PanelColumns;
                Put(place, weights, V.Select(mask, V.FusedMultiplyAdd(V.Repeat(input), delta, default) * s, default), step);
            }
        }
        link.Ending?.Apply(0, link.Length);
    }

    /// <summary>Stores a derivative; where gradient descent follows, moves the weight that stands so far from it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* place, nint weights, V gradient, V step)
    {
        V.Store(gradient, place);
        if (weights != 0)
            V.Store(V.FusedMultiplyAdd(step, gradient, V.Load(place + weights)), place + weights);
    }

    /// <summary>A layer in plain numbers. The layer is kept because the pointers are into its memory.</summary>
    private sealed class Link
    {
        private readonly ChainLayer layer;
        private readonly AlignedMemory? mask, turned;

        public Link(ChainLayer layer, bool first)
        {
            this.layer = layer;
            (Inputs, Units) = (layer.Weights.Inputs, layer.Weights.Units);
            (PanelLength, Stride) = (layer.Weights.PanelLength, layer.Outputs.Stride);
            Weights = layer.Weights.Pointer;
            Outputs = layer.Outputs.Pointer;
            Row = new Block(0, 1, 0, Units);
            Function = layer.Function;
            if (layer.Deltas is null)
                return;
            Deltas = layer.Deltas.Pointer;
            Gradients = layer.Gradients!.Pointer;
            Length = layer.Gradients.Values.Length;
            Descent = layer.Ending as Descent;
            Ending = Descent is null ? layer.Ending : null;
            mask = new AlignedMemory(Stride);
            mask.Span[..Units].Fill(BitConverter.Int32BitsToSingle(-1));
            Mask = mask.Pointer;
            if (first)
                return;
            TurnedStride = (Inputs + PanelMatrix.PanelColumns - 1) / PanelMatrix.PanelColumns * PanelMatrix.PanelColumns;
            turned = new AlignedMemory((long)TurnedStride * Units);
            Turned = turned.Pointer;
        }

        public readonly int Inputs, Units, PanelLength, Stride, TurnedStride, Length;
        public readonly float* Weights, Outputs, Deltas, Gradients, Mask, Turned;
        public readonly Block Row;
        public readonly ElementFunction? Function;
        public readonly Descent? Descent;
        public readonly SlabEnding? Ending;

        /// <summary>Where column c stands in the panels.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public nint At(int c) => (nint)((uint)c / PanelMatrix.PanelColumns) * PanelLength + (nint)((uint)c % PanelMatrix.PanelColumns);

        /// <summary>Turns the weights for the way back.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Turn()
        {
            if (Turned == null)
                return;
            for (int j = 0; j < Units; j++)
            {
                float* weight = Weights + At(j), place = Turned + j * TurnedStride, end = place + Inputs;
                while (place < end)
                    *place++ = *(weight += PanelMatrix.PanelColumns);
            }
        }
    }
}
