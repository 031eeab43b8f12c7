using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Functions;

/// <summary>The formula of a function z = h(a), written once for every vector width.</summary>
internal interface IElementOperator
{
    /// <summary>z = h(a).</summary>
    V Value<V>(V a)
        where V : struct, ILanes<V>;
}

/// <summary>A function whose derivative is known from its value alone, so that nothing but z is kept from the forward pass.</summary>
internal interface IValueSlopeOperator : IElementOperator
{
    /// <summary>Whether the value is computed in double precision and rounded once: needed where the formula has more than one rounding.</summary>
    static abstract bool InDoubles { get; }

    /// <summary>h'(a) from z = h(a), in single precision.</summary>
    V Slope<V>(V z)
        where V : struct, ILanes<V>;
}

/// <summary>A function whose derivative is not a function of its value: both come from one exponential, in double precision.</summary>
internal interface IStoredSlopeOperator : IElementOperator
{
    /// <summary>z = h(a) and h'(a).</summary>
    V Value<V>(V a, out V slope)
        where V : struct, ILanes<V>;
}
