using Backprop.Numerics.Buffers;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Products;

namespace Backprop.Numerics.Chains;

/// <summary>
/// The units of a layer that one register holds, in plain numbers. The place is kept because the pointers are into its memory.
/// </summary>
internal abstract unsafe class ChainLink
{
    private protected readonly int Length;
    private protected readonly float* Inputs, InputsEnd, Weights, Outputs, Deltas, Gradients, Mask;
    /// <summary>The distance from the gradients to the weights where gradient descent updates them at once, else 0.</summary>
    private protected readonly nint Moved;
    private protected readonly Descent? Descent;
    /// <summary>Applied by the first link of a layer, which comes last on the way back.</summary>
    private protected readonly SlabEnding? Ending;

    /// <summary>For the way back: where the layer above has the weights from each of these units; its deltas; and its weights transposed, one register for each of its units.</summary>
    private protected readonly float** Above;
    private protected readonly float* DeltasAbove, DeltasAboveEnd, Turned, TurnedEnd;
    private protected readonly nint ToNextPanel;

    private readonly ChainPlace place;
    private readonly AlignedMemory? mask, turned;
    private readonly nint[]? above;

    private protected ChainLink(ChainPlace place, int lanes)
    {
        this.place = place;
        var (layer, column, inputs, next) = place;
        Units = Math.Min(lanes, layer.Weights.Units - column);
        int start = layer.Weights.PanelLength * (column / PanelMatrix.PanelColumns) + column % PanelMatrix.PanelColumns;
        Weights = layer.Weights.Pointer + start;
        Inputs = inputs.Pointer;
        InputsEnd = Inputs + layer.Weights.Inputs;
        Outputs = layer.Outputs.Pointer + column;
        if (layer.Deltas is null)
            return;
        Deltas = layer.Deltas.Pointer + column;
        Gradients = layer.Gradients!.Pointer + start;
        Length = layer.Gradients.Values.Length;
        Descent = layer.Ending as Descent;
        Moved = Descent is null ? 0 : (nint)(Weights - Gradients);
        Ending = Descent is null && column == 0 ? layer.Ending : null;
        mask = new AlignedMemory(lanes);
        mask.Span[..Units].Fill(BitConverter.Int32BitsToSingle(-1));
        Mask = mask.Pointer;
        if (next is null)
            return;
        ToNextPanel = next.Weights.PanelLength - PanelMatrix.PanelColumns;
        DeltasAbove = next.Deltas!.Pointer;
        DeltasAboveEnd = DeltasAbove + next.Weights.Units;
        turned = new AlignedMemory((long)lanes * next.Weights.Units);
        Turned = turned.Pointer;
        TurnedEnd = Turned + turned.Length;
        above = GC.AllocateArray<nint>(lanes, pinned: true);
        // Lanes without a unit read the weights of the last one.
        for (int lane = 0; lane < lanes; lane++)
            above[lane] = (nint)(next.Weights.Pointer + (column + Math.Min(lane, Units - 1) + 1) * PanelMatrix.PanelColumns);
        fixed (nint* rows = above)
            Above = (float**)rows;
    }

    /// <summary>How many units it has.</summary>
    public int Units { get; }

    /// <summary>
    /// The link at a place, with its function compiled in. Its lanes are as few as hold what is left of the layer: narrow ones come back from memory sooner.
    /// </summary>
    /// <param name="width">The widest lanes to use.</param>
    /// <param name="place">The place.</param>
    public static ChainLink Of(VectorWidth width, ChainPlace place)
    {
        int units = place.Layer.Weights.Units - place.Column;
        return units == 1 || width < VectorWidth.Bits128 ? Linked<Floats1, Doubles1>()
            : width < VectorWidth.Bits256 ? Linked<Floats128, Doubles128>()
            : units <= Floats128.Count ? Linked<Floats128, Doubles256>()
            : width < VectorWidth.Bits512 ? Linked<Floats256, Doubles256>()
            : units <= Floats256.Count ? Linked<Floats256, Doubles512>()
            : Linked<Floats512, Doubles512>();

        ChainLink Linked<V, TWide>() where V : struct, IFloatLanes<V> where TWide : struct, IWideLanes<TWide, V> =>
            (place.Layer.Function ?? ElementFunctions.Identity).Use(new Linking<V, TWide>(place))!;
    }

    /// <summary>z = h(a) from the z below.</summary>
    public abstract void Forward();

    /// <summary>δ and the derivatives, and what follows them; with the weights above as they were at <see cref="Forward"/>.</summary>
    /// <param name="scale">What each derivative is multiplied by.</param>
    public abstract void Backward(float scale);

    private sealed class Linking<V, TWide>(ChainPlace place) : IFormulaUse<ChainLink>
        where V : struct, IFloatLanes<V>
        where TWide : struct, IWideLanes<TWide, V>
    {
        public ChainLink Of<TFormula>(TFormula formula) where TFormula : struct, IValueSlopeOperator => new ChainLink<V, TWide, TFormula>(place, formula);
    }
}
