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
    /// <summary>The distance from the gradients to the weights where gradient descent updates them at once, else 0.</summary>
    private protected readonly nint Moved;
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
        Moved = Descent is null ? 0 : (nint)(Weights - Gradients);
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
        float* column = Weights, row = Turned;
        for (int j = 0; j < Units; column += ToNext(++j, 1), row += TurnedStride)
        {
            float* weight = column;
            for (float* place = row, end = row + Inputs; place < end; place++)
                *place = *(weight += PanelMatrix.PanelColumns);
        }
    }

    /// <summary>The distance of column c from the one a given number of columns before it, in the same panel or at the end of the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected nint ToNext(int c, int columns) => c % PanelMatrix.PanelColumns == 0 ? PanelLength - PanelMatrix.PanelColumns + columns : columns;

    private sealed class Linking<V, TWide>(ChainLayer layer, Matrix rows, bool first) : IFormulaUse<ChainLink>
        where V : struct, ILanes<V>
        where TWide : struct, IWideLanes<TWide, V>
    {
        public ChainLink Of<TFormula>(TFormula formula) where TFormula : struct, IValueSlopeOperator =>
            new ChainLink<V, TWide, TFormula>(layer, rows, formula, first);
    }
}
