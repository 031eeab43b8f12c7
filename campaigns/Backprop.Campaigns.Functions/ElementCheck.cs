using System.Runtime.InteropServices;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Lanes;

namespace Backprop.Campaigns.Functions;

/// <summary>
/// An elementwise function of the engine: its values and slopes against the reference, and every width, with and without slopes, against the
/// scalar form, bit for bit.
/// </summary>
/// <param name="name">The name.</param>
/// <param name="function">The engine's function.</param>
/// <param name="value">h(a) in double precision.</param>
/// <param name="slope">h' in double precision: of a where the engine stores slopes, else of z, from which the engine computes them.</param>
/// <param name="lowest">The lowest argument of h' that is measured, such as the lowest z there is; compared are all.</param>
/// <param name="highest">The highest.</param>
/// <param name="limit">The most units that a value may err by.</param>
internal sealed class ElementCheck(
    string name, ElementFunction function, Func<double, double> value, Func<double, double> slope,
    double lowest = double.MinValue, double highest = double.MaxValue, double limit = 1) : Check(name)
{
    [ThreadStatic]
    private static float[][]? memory;

    public override string Unit => "float";

    public override double Limit => limit;

    public override Finding Run(ReadOnlySpan<uint> bits)
    {
        memory ??= [.. Enumerable.Range(0, 4).Select(_ => new float[Campaign.Batch])];
        var a = MemoryMarshal.Cast<uint, float>(bits);
        Span<float> z = memory[0].AsSpan(0, a.Length), slopes = memory[1].AsSpan(0, a.Length);
        Span<float> others = memory[2].AsSpan(0, a.Length), otherSlopes = memory[3].AsSpan(0, a.Length);
        function.ApplyWithSlope(VectorWidth.Scalar, a, z, slopes);
        var finding = Values(bits, a, z);
        foreach (var width in VectorWidths.All)
        {
            function.ApplyWithSlope(width, a, others, otherSlopes);
            finding = Compare(Compare(finding, bits, z, others), bits, slopes, otherSlopes);
            if (function.SlopeFromValue)
                continue;
            function.Apply(width, a, others);
            finding = Compare(finding, bits, z, others);
        }
        return function.SlopeFromValue ? SlopesOfValues(finding, bits, a, slopes, others) : Slopes(finding, bits, a, slopes);
    }

    private Finding Values(ReadOnlySpan<uint> bits, ReadOnlySpan<float> a, ReadOnlySpan<float> z)
    {
        var worst = new Worst(-1, 0);
        long notNearest = 0;
        for (int i = 0; i < a.Length; i++)
        {
            if (float.IsNaN(a[i]))
            {
                if (!float.IsNaN(z[i]))
                    worst = new Worst(double.PositiveInfinity, bits[i]);
                continue;
            }
            double exact = value(a[i]);
            if (z[i] != (float)exact)
                notNearest++;
            double error = Units.OfFloat(z[i], exact);
            if (!(error <= worst.Error))
                worst = new Worst(error, bits[i]);
        }
        return new Finding(a.Length, worst, notNearest, new Worst(-1, 0), 0, 0);
    }

    private Finding Slopes(Finding finding, ReadOnlySpan<uint> bits, ReadOnlySpan<float> arguments, ReadOnlySpan<float> slopes)
    {
        var worst = finding.Slope;
        for (int i = 0; i < arguments.Length; i++)
        {
            if (!(arguments[i] >= lowest && arguments[i] <= highest))
                continue;
            double error = Units.OfFloat(slopes[i], slope(arguments[i]));
            if (!(error <= worst.Error))
                worst = new Worst(error, bits[i]);
        }
        return finding with { Slope = worst };
    }

    /// <summary>The floats taken as values z: 1·h' at every width.</summary>
    private Finding SlopesOfValues(Finding finding, ReadOnlySpan<uint> bits, ReadOnlySpan<float> z, Span<float> scalar, Span<float> others)
    {
        scalar.Fill(1);
        function.MultiplyBySlope(VectorWidth.Scalar, z, scalar);
        foreach (var width in VectorWidths.All)
        {
            others.Fill(1);
            function.MultiplyBySlope(width, z, others);
            finding = Compare(finding, bits, scalar, others);
        }
        return Slopes(finding, bits, z, scalar);
    }

    private static Finding Compare(Finding finding, ReadOnlySpan<uint> bits, ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        ReadOnlySpan<uint> e = MemoryMarshal.Cast<float, uint>(expected), f = MemoryMarshal.Cast<float, uint>(actual);
        if (e.SequenceEqual(f))
            return finding;
        long differences = finding.Differences;
        uint first = finding.FirstDifference;
        for (int i = 0; i < e.Length; i++)
        {
            // Which of the many NaNs comes out may depend on the machine; that one comes out may not.
            if (e[i] == f[i] || (float.IsNaN(expected[i]) && float.IsNaN(actual[i])))
                continue;
            if (differences++ == 0)
                first = bits[i];
        }
        return finding with { Differences = differences, FirstDifference = first };
    }
}
