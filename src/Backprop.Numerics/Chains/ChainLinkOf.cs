using System.Runtime.CompilerServices;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Chains;

/// <summary>The arithmetic of a link for one kind of lanes and one function, which is compiled in: between a and z nothing goes through memory.</summary>
internal sealed unsafe class ChainLink<V, TWide, TFormula>(ChainPlace place, TFormula formula) : ChainLink(place, V.Count)
    where V : struct, IFloatLanes<V>
    where TWide : struct, IWideLanes<TWide, V>
    where TFormula : struct, IValueSlopeOperator
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward()
    {
        float* weight = Weights;
        V sum = default;
        for (float* input = Inputs, end = InputsEnd; input < end; input++)
        {
            weight += PanelMatrix.PanelColumns;
            V.Accumulate(ref sum, V.Repeat(input), V.Load(weight));
        }
        V.Store(Value(sum + V.Load(Weights)), Outputs);
        Turn();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(float scale)
    {
        V delta = Delta(), mask = V.Load(Mask), zero = default;
        V s = V.Broadcast(scale), step = V.Broadcast(Descent?.Step ?? 0);
        float* gradient = Gradients;
        nint weights = Moved;
        Put(gradient, weights, Kept(mask, (delta + zero) * s), step);
        for (float* input = Inputs, end = InputsEnd; input < end; input++)
        {
            gradient += PanelMatrix.PanelColumns;
            Put(gradient, weights, Kept(mask, V.FusedMultiplyAdd(V.Repeat(input), delta, zero) * s), step);
        }
        Ending?.Apply(0, Length);
    }

    /// <summary>The number, or zero in the padding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Kept(V mask, V value) => V.Count == 1 ? value : V.Keep(mask, value);

    /// <summary>h(a) of as many lanes as have a unit; the others may hold anything.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V Value(V a)
    {
        if (!TFormula.InDoubles)
            return formula.Value(a);
        TWide lower = formula.Value(TWide.Lower(a)), upper = default;
        if (Units > TWide.Count)
            upper = formula.Value(TWide.Upper(a));
        return TWide.Narrow(lower, upper);
    }

    /// <summary>Transposes the weights above. Stored as whole registers they can be loaded at once; numbers stored one by one have to reach the cache first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Turn()
    {
        nint column = 0;
        for (float* register = Turned; register < TurnedEnd; register += V.Count)
        {
            V.Store(V.Gather(Above, column), register);
            if (++column % PanelMatrix.PanelColumns == 0)
                column += ToNextPanel;
        }
    }

    /// <summary>δ: the errors that come back times h'.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V Delta()
    {
        V error = Turned == null ? V.Load(Deltas) : Errors();
        if (typeof(TFormula) == typeof(IdentityOperator) && Turned == null)
            return error;
        V delta = error * formula.Slope(V.Load(Outputs));
        V.Store(delta, Deltas);
        return delta;
    }

    /// <summary>Σ_j δ_j w_ij of the layer above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V Errors()
    {
        float* register = Turned;
        V sum = default;
        for (float* delta = DeltasAbove, end = DeltasAboveEnd; delta < end; delta++, register += V.Count)
            V.Accumulate(ref sum, V.Repeat(delta), V.Load(register));
        return sum;
    }

    /// <summary>Stores a derivative; where gradient descent follows, updates the weight at that distance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* at, nint weights, V gradient, V step)
    {
        V.Store(gradient, at);
        if (weights != 0)
            V.Store(V.FusedMultiplyAdd(step, gradient, V.Load(at + weights)), at + weights);
    }
}
