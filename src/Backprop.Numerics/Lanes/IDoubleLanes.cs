namespace Backprop.Numerics.Lanes;

/// <summary>Lanes in double precision, which sums can be kept in without rounding to single precision.</summary>
internal unsafe interface IDoubleLanes<TSelf> : ILanes<TSelf>
    where TSelf : struct, IDoubleLanes<TSelf>
{
    /// <summary>Reads <see cref="ILanes{TSelf}.Count"/> doubles; no alignment is required.</summary>
    static abstract TSelf LoadDoubles(double* source);

    /// <summary>Writes <see cref="ILanes{TSelf}.Count"/> doubles; no alignment is required.</summary>
    static abstract void StoreDoubles(TSelf value, double* destination);
}
