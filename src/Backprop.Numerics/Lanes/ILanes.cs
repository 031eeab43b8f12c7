using System.Numerics;

namespace Backprop.Numerics.Lanes;

/// <summary>
/// A group of numbers that are computed side by side: the one vocabulary in which every formula of the engine is written, so that
/// one source serves every vector width and the plain scalar form, with the same bits.
/// </summary>
/// <remarks>
/// Every operation is the exact IEEE 754 one in each lane (round to nearest, ties to even), so results do not depend on the width.
/// Lanes are loaded from and stored to single-precision memory; the <c>Doubles</c> forms compute in double precision in between and
/// round once when stored. A condition is a value whose lanes have all bits set (true) or none (false).
/// </remarks>
/// <typeparam name="TSelf">The lanes themselves.</typeparam>
internal unsafe interface ILanes<TSelf> :
    IAdditionOperators<TSelf, TSelf, TSelf>, ISubtractionOperators<TSelf, TSelf, TSelf>, IMultiplyOperators<TSelf, TSelf, TSelf>,
    IDivisionOperators<TSelf, TSelf, TSelf>, IUnaryNegationOperators<TSelf, TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>The number in every lane, rounded to the precision of the lanes.</summary>
    static abstract TSelf Broadcast(double value);

    /// <summary>The float at an address in every lane.</summary>
    static abstract TSelf Repeat(float* source);

    /// <summary>Reads <see cref="Count"/> floats; no alignment is required.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>Writes <see cref="Count"/> floats, each rounded to single precision; no alignment is required.</summary>
    static abstract void Store(TSelf value, float* destination);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>sum ← a·b + sum, rounded once; in place, which compilers turn into one instruction where they would copy the sum otherwise.</summary>
    static virtual void Accumulate(ref TSelf sum, TSelf a, TSelf b) => sum = TSelf.FusedMultiplyAdd(a, b, sum);

    /// <summary>The square root.</summary>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary>The value without its sign.</summary>
    static abstract TSelf Abs(TSelf value);

    /// <summary>Each value with the sign of another.</summary>
    static abstract TSelf CopySign(TSelf value, TSelf sign);

    /// <summary>The nearest integer, ties to even.</summary>
    static abstract TSelf Round(TSelf value);

    /// <summary>The condition a &gt; b; false where either is NaN.</summary>
    static abstract TSelf GreaterThan(TSelf a, TSelf b);

    /// <summary>The condition a = b; false where either is NaN, so that <c>AreEqual(a, a)</c> finds the numbers.</summary>
    static abstract TSelf AreEqual(TSelf a, TSelf b);

    /// <summary>Lane by lane, <paramref name="whenTrue"/> where the condition holds and <paramref name="whenFalse"/> elsewhere.</summary>
    static abstract TSelf Select(TSelf condition, TSelf whenTrue, TSelf whenFalse);

    /// <summary>2ⁿ for integers n within the normal exponents of the lanes' precision.</summary>
    static abstract TSelf PowerOfTwo(TSelf n);

    /// <summary>The exponent e of a normal positive number x = m·2ᵉ with 1 ≤ m &lt; 2, as a number.</summary>
    static abstract TSelf Exponent(TSelf x);

    /// <summary>The significand m of a normal positive number x = m·2ᵉ with 1 ≤ m &lt; 2.</summary>
    static abstract TSelf Significand(TSelf x);

    /// <summary>The larger of the two by comparison: b where either is NaN or both are zero, which is what one instruction of x64 does.</summary>
    static virtual TSelf Max(TSelf a, TSelf b) => TSelf.Select(TSelf.GreaterThan(a, b), a, b);

    /// <summary>The smaller of the two by comparison: b where either is NaN or both are zero.</summary>
    static virtual TSelf Min(TSelf a, TSelf b) => TSelf.Select(TSelf.GreaterThan(b, a), a, b);
}
