namespace Backprop.Numerics.Lanes;

/// <summary>
/// Lanes in double precision that single-precision ones become without a way through memory: in two halves where both have the same width, in one
/// where there are as many doubles as floats.
/// </summary>
/// <typeparam name="TSelf">The lanes themselves.</typeparam>
/// <typeparam name="TFloats">The single-precision lanes.</typeparam>
internal interface IWideLanes<TSelf, TFloats> : IDoubleLanes<TSelf>
    where TSelf : struct, IWideLanes<TSelf, TFloats>
    where TFloats : struct, ILanes<TFloats>
{
    /// <summary>The first <see cref="ILanes{TSelf}.Count"/> floats.</summary>
    static abstract TSelf Lower(TFloats floats);

    /// <summary>The floats after those of <see cref="Lower"/>; without meaning where there are none.</summary>
    static abstract TSelf Upper(TFloats floats);

    /// <summary>Both halves, each number rounded to single precision.</summary>
    static abstract TFloats Narrow(TSelf lower, TSelf upper);
}
