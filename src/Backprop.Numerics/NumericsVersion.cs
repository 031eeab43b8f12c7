namespace Backprop.Numerics;

/// <summary>The version of the arithmetic: data, options, seed and this number determine the weights bit for bit.</summary>
public static class NumericsVersion
{
    /// <summary>The version of this build. Every change that alters bits raises it; models record which one trained them.</summary>
    public const int Current = 4;
}
