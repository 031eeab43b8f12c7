using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Functions;

/// <summary>What is summed up: a term of each element.</summary>
internal interface ITerm
{
    /// <summary>The value that fills the sixteen lanes after the last element.</summary>
    float Padding { get; }

    /// <summary>The total so far plus the term of x.</summary>
    V Add<V>(V x, V total)
        where V : struct, ILanes<V>;
}

/// <summary>
/// A sum in double precision whose order depends on the number of terms alone: element i goes to lane i mod 16, each lane runs upward, and
/// the sixteen lanes meet in one tree (j with j + 8, then + 4, + 2, + 1).
/// </summary>
internal static unsafe class FixedSum
{
    private const int Lanes = 16;

    /// <summary>Blocks of sixteen that are summed before the next register: 4 KB, well inside the first-level cache.</summary>
    private const int Strip = 64;

    public static double Of<TTerm>(VectorWidth width, TTerm term, ReadOnlySpan<float> values)
        where TTerm : struct, ITerm
    {
        double* sums = stackalloc double[Lanes];
        float* last = stackalloc float[Lanes];
        int whole = values.Length / Lanes;
        values[(whole * Lanes)..].CopyTo(new Span<float>(last, Lanes));
        for (int j = values.Length % Lanes; j < Lanes; j++)
            last[j] = term.Padding;
        fixed (float* start = values)
        {
            for (int block = 0; block < whole; block += Strip)
                AddAny(width, term, start + block * Lanes, Math.Min(Strip, whole - block), sums);
        }
        if (whole * Lanes < values.Length)
            AddAny(width, term, last, 1, sums);
        for (int half = Lanes / 2; half > 0; half /= 2)
        {
            for (int j = 0; j < half; j++)
                sums[j] += sums[j + half];
        }
        return sums[0];
    }

    private static void AddAny<TTerm>(VectorWidth width, TTerm term, float* values, int blocks, double* sums)
        where TTerm : struct, ITerm
    {
        if (width >= VectorWidth.Bits512)
            AddTo<TTerm, Doubles512>(term, values, blocks, sums);
        else if (width >= VectorWidth.Bits256)
            AddTo<TTerm, Doubles256>(term, values, blocks, sums);
        else if (width >= VectorWidth.Bits128)
            AddTo<TTerm, Doubles128>(term, values, blocks, sums);
        else
            AddTo<TTerm, Doubles1>(term, values, blocks, sums);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void AddTo<TTerm, V>(TTerm term, float* values, int blocks, double* sums)
        where TTerm : struct, ITerm
        where V : struct, IDoubleLanes<V>
    {
        for (int lane = 0; lane < Lanes; lane += V.Count)
        {
            V sum = V.LoadDoubles(sums + lane);
            for (int block = 0; block < blocks; block++)
                sum = term.Add(V.Load(values + block * Lanes + lane), sum);
            V.StoreDoubles(sum, sums + lane);
        }
    }
}
