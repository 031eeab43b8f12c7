using System.Runtime.CompilerServices;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Chains;

/// <summary>The arithmetic of a link for one kind of lanes and one function, which is compiled in: between a and z nothing goes through memory.</summary>
internal sealed unsafe class ChainLink<V, TWide, TFormula>(ChainLayer layer, Matrix rows, TFormula formula, bool first) : ChainLink(layer, rows, first)
    where V : struct, ILanes<V>
    where TWide : struct, IWideLanes<TWide, V>
    where TFormula : struct, IValueSlopeOperator
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward()
    {
        float* x = Rows, end = x + Inputs, outputs = Outputs;
        int units = Units;
        float* bias = Weights;
        for (int c = 0; c < units; c += V.Count, bias += ToNext(c, V.Count))
        {
            float* weight = bias;
            V sum = default;
            for (float* input = x; input < end; input++)
            {
                weight += PanelMatrix.PanelColumns;
                sum = V.FusedMultiplyAdd(V.Repeat(input), V.Load(weight), sum);
            }
            V.Store(Value(sum + V.Load(bias), units - c), outputs + c);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(ChainLink? above, float scale)
    {
        V s = V.Broadcast(scale), one = V.Broadcast(1), step = V.Broadcast(Descent?.Step ?? 0);
        nint weights = Moved;
        float* x = Rows, end = x + Inputs, column = Gradients;
        int units = Units;
        for (int c = 0; c < units; c += V.Count, column += ToNext(c, V.Count))
        {
            V delta = Delta(above, c), mask = V.Load(Mask + c);
            float* place = column;
            Put(place, weights, Kept(mask, V.FusedMultiplyAdd(one, delta, default) * s), step);
            for (float* input = x; input < end; input++)
            {
                place += PanelMatrix.PanelColumns;
                Put(place, weights, Kept(mask, V.FusedMultiplyAdd(V.Repeat(input), delta, default) * s), step);
            }
        }
        Ending?.Apply(0, Length);
    }

    /// <summary>The number, or zero in the padding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Kept(V mask, V value) => V.Count == 1 ? value : V.Select(mask, value, default);

    /// <summary>h(a) of as many lanes as are needed; the others may hold anything.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V Value(V a, int needed)
    {
        if (!TFormula.InDoubles)
            return formula.Value(a);
        TWide lower = formula.Value(TWide.Lower(a)), upper = default;
        if (needed > TWide.Count)
            upper = formula.Value(TWide.Upper(a));
        return TWide.Narrow(lower, upper);
    }

    /// <summary>δ from column c on: the errors that come back times h'.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V Delta(ChainLink? above, int c)
    {
        V error = above is not null ? Errors(above, c) : V.Load(Deltas + c);
        if (typeof(TFormula) == typeof(IdentityOperator) && above is null)
            return error;
        V delta = error * formula.Slope(V.Load(Outputs + c));
        V.Store(delta, Deltas + c);
        return delta;
    }

    /// <summary>Σ_j δ_j w_ij of the link above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Errors(ChainLink above, int c)
    {
        float* weight = above.Turned + c;
        V sum = default;
        for (int j = 0; j < above.Units; j++, weight += above.TurnedStride)
            sum = V.FusedMultiplyAdd(V.Repeat(above.Deltas + j), V.Load(weight), sum);
        return sum;
    }

    /// <summary>Stores a derivative; where gradient descent follows, updates the weight at that distance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* place, nint weights, V gradient, V step)
    {
        V.Store(gradient, place);
        if (weights != 0)
            V.Store(V.FusedMultiplyAdd(step, gradient, V.Load(place + weights)), place + weights);
    }
}
