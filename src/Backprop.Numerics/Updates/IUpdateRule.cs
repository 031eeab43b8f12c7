using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Updates;

/// <summary>
/// The arithmetic of an optimizer for one parameter, written once for every vector width, in single precision. A rule is a readonly struct
/// that holds the scalars of the step (η, β …) and turns them into lanes by <see cref="ILanes{TSelf}.Broadcast"/> where it uses them.
/// </summary>
/// <remarks>
/// Mark the method <c>[MethodImpl(MethodImplOptions.AggressiveInlining)]</c>. Write every multiply-add as fused or as separate: both are
/// exact operations, so the bits are the same at every width. Where padding zeros have to stay zero, a zero weight with zero gradient and
/// zero states must stay zero.
/// </remarks>
internal interface IUpdateRule
{
    /// <summary>How many numbers the rule keeps for each parameter: 0 (sgd), 1 (momentum, rmsprop) or 2 (adam).</summary>
    static abstract int StateCount { get; }

    /// <summary>One step of one parameter.</summary>
    /// <param name="weight">The parameter; changed.</param>
    /// <param name="gradient">∂E/∂w.</param>
    /// <param name="first">The first state; changed. Without meaning where <see cref="StateCount"/> is 0.</param>
    /// <param name="second">The second state; changed. Without meaning where <see cref="StateCount"/> is below 2.</param>
    void Update<V>(ref V weight, V gradient, ref V first, ref V second)
        where V : struct, ILanes<V>;
}
