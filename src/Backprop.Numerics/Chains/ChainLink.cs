using System.Runtime.CompilerServices;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Products;

namespace Backprop.Numerics.Chains;

/// <summary>A layer of a chain in plain numbers. The layer is kept because the pointers are into its memory.</summary>
internal abstract unsafe class ChainLink
{
    public readonly int Inputs, Units, TurnedStride;
    public readonly float* Outputs, Deltas, Turned;

    private protected readonly int Length, PanelLength;
    private protected readonly float* Rows, Weights, Gradients, Mask;
    private protected readonly Descent? Descent;
    private protected readonly SlabEnding? Ending;

    private readonly Matrix rows;
    private readonly ChainLayer layer;
    private readonly AlignedMemory? mask, turned;

    private protected ChainLink(ChainLayer layer, Matrix rows, bool first)
    {
        this.layer = layer;
        this.rows = rows;
        (Inputs, Units, PanelLength) = (layer.Weights.Inputs, layer.Weights.Units, layer.Weights.PanelLength);
        Weights = layer.Weights.Pointer;
        Rows = rows.Pointer;
        Outputs = layer.Outputs.Pointer;
        if (layer.Deltas is null)
            return;
        Deltas = layer.Deltas.Pointer;
        Gradients = layer.Gradients!.Pointer;
        Length = layer.Gradients.Values.Length;
        Descent = layer.Ending as Descent;
        Ending = Descent is null ? layer.Ending : null;
        mask = new AlignedMemory(layer.Outputs.Stride);
        mask.Span[..Units].Fill(BitConverter.Int32BitsToSingle(-1));
        Mask = mask.Pointer;
        if (first)
            return;
        TurnedStride = (Inputs + PanelMatrix.PanelColumns - 1) / PanelMatrix.PanelColumns * PanelMatrix.PanelColumns;
        turned = new AlignedMemory((long)TurnedStride * Units);
        Turned = turned.Pointer;
    }

    /// <summary>
    /// The link of a layer with its function compiled in. Its lanes are as few as hold its units: narrow ones come back from memory sooner.
    /// </summary>
    /// <param name="width">The widest lanes to use.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="below">The layer below, whose z it reads; null for the first one.</param>
    /// <param name="inputs">What the first layer reads.</param>
    public static ChainLink Of(VectorWidth width, ChainLayer layer, ChainLayer? below, Matrix inputs)
    {
        int units = layer.Weights.Units;
        return units == 1 || width < VectorWidth.Bits128 ? Linked<Floats1, Doubles1>()
            : width < VectorWidth.Bits256 ? Linked<Floats128, Doubles128>()
            : units <= Floats128.Count ? Linked<Floats128, Doubles256>()
            : width < VectorWidth.Bits512 ? Linked<Floats256, Doubles256>()
            : units <= Floats256.Count ? Linked<Floats256, Doubles512>()
            : Linked<Floats512, Doubles512>();

        ChainLink Linked<V, TWide>() where V : struct, ILanes<V> where TWide : struct, IWideLanes<TWide, V> =>
            (layer.Function ?? ElementFunctions.Identity).Use(new Linking<V, TWide>(layer, below?.Outputs ?? inputs, below is null))!;
    }

    /// <summary>z = h(a) from the z below.</summary>
    public abstract void Forward();

    /// <summary>δ and the derivatives, and what follows them.</summary>
    /// <param name="above">The link whose δ are taken back; null in the last one, whose deltas hold ∂E/∂z.</param>
    /// <param name="scale">What each derivative is multiplied by.</param>
    public abstract void Backward(ChainLink? above, float scale);

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

    /// <summary>Where column c stands in the panels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected nint At(int c) => (nint)((uint)c / PanelMatrix.PanelColumns) * PanelLength + (nint)((uint)c % PanelMatrix.PanelColumns);

    private sealed class Linking<V, TWide>(ChainLayer layer, Matrix rows, bool first) : IFormulaUse<ChainLink>
        where V : struct, ILanes<V>
        where TWide : struct, IWideLanes<TWide, V>
    {
        public ChainLink Of<TFormula>(TFormula formula) where TFormula : struct, IValueSlopeOperator =>
            new ChainLink<V, TWide, TFormula>(layer, rows, formula, first);
    }
}
