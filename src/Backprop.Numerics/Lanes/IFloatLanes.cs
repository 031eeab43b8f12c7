namespace Backprop.Numerics.Lanes;

/// <summary>Lanes in single precision, as they are in memory.</summary>
internal unsafe interface IFloatLanes<TSelf> : ILanes<TSelf>
    where TSelf : struct, IFloatLanes<TSelf>
{
    /// <summary>Reads one float into each lane, at a distance from the lane's own address.</summary>
    static abstract TSelf Gather(float** sources, nint distance);

    /// <summary>Lane by lane, the value where the condition holds and +0 elsewhere.</summary>
    static virtual TSelf Keep(TSelf condition, TSelf value) => TSelf.Select(condition, value, default);
}
