using Backprop.Textbook;

namespace Backprop.Explain.Attributions;

/// <summary>
/// Which inputs moved an output: how much of y_k(x) − y_k(b), the difference from a baseline row b, is put down to each input.
/// </summary>
/// <remarks>
/// Integrated gradients (Sundararajan, Taly and Yan 2017): (x_i − b_i) ∫₀¹ ∂y_k/∂x_i (b + s(x − b)) ds. They add up to the difference, which
/// is also how the integral is checked: the way from b to x is divided until its pieces add up. Gradient × input is its first look:
/// (x_i − b_i) ∂y_k/∂x_i at x alone; it is cheap, and wrong where the function bends.
/// </remarks>
internal sealed class Attribution
{
    /// <summary>The maximum number of pieces of the path; reached only with very many kinks on it.</summary>
    private const int MaxPieces = 20_000;

    // Gauss and Legendre's three points of a piece, exact for polynomials of degree 5.
    private static readonly (double At, double Weight)[] Points =
        [(0.5 - 0.38729833462074168852, 5.0 / 18), (0.5, 8.0 / 18), (0.5 + 0.38729833462074168852, 5.0 / 18)];

    private Attribution(int output, double value, double baseline, double[] gradientTimesInput, double[] integratedGradients)
    {
        Output = output;
        Value = value;
        Baseline = baseline;
        GradientTimesInput = gradientTimesInput;
        IntegratedGradients = integratedGradients;
    }

    /// <summary>The output, from 0.</summary>
    public int Output { get; }

    /// <summary>y_k(x).</summary>
    public double Value { get; }

    /// <summary>y_k(b).</summary>
    public double Baseline { get; }

    /// <summary>D numbers (x_i − b_i) ∂y_k/∂x_i.</summary>
    public IReadOnlyList<double> GradientTimesInput { get; }

    /// <summary>D numbers that add up to <see cref="Value"/> − <see cref="Baseline"/>, except for <see cref="Residual"/>.</summary>
    public IReadOnlyList<double> IntegratedGradients { get; }

    /// <summary>What the integrated gradients lack of the difference: below 10⁻⁶ of it, or of 10⁻³ where that is more.</summary>
    public double Residual => Value - Baseline - IntegratedGradients.Sum();

    /// <summary>Attributes an output.</summary>
    /// <param name="network">The network, in double precision.</param>
    /// <param name="x">The D numbers that the first weights meet.</param>
    /// <param name="baseline">D numbers of the row to compare with, such as the mean row.</param>
    /// <param name="output">The output, from 0.</param>
    /// <exception cref="ArgumentException">The rows do not have D inputs.</exception>
    public static Attribution Of(TextbookNetwork network, double[] x, double[] baseline, int output)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(baseline);
        if (baseline.Length != x.Length)
            throw new ArgumentException($"The baseline has {baseline.Length} inputs, but the row has {x.Length}.", nameof(baseline));
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output, network.Layers[^1].Units);
        double[,] w = network.Layers[0].Weights;
        var way = new Way(network, LectureFormulas.Activations(w, baseline), LectureFormulas.Activations(w, x), output);
        (double atBaseline, _) = way.At(0);
        (double value, double[] slopes) = way.At(1);
        double[] Times(double[] gradient) => [.. gradient.Select((g, i) => g * (x[i] - baseline[i]))];
        return new(output, value, atBaseline,
            Times(InputGradient.ByInputs(network, slopes)), Times(InputGradient.ByInputs(network, Integrate(way, value, atBaseline))));
    }

    /// <summary>∫₀¹ ∂y_k/∂a_j ds for the M units: the pieces that do not add up to the difference of their ends are halved, the worst first.</summary>
    private static double[] Integrate(Way way, double value, double atBaseline)
    {
        double tolerance = 0.5e-6 * Math.Max(1e-3, Math.Abs(value - atBaseline)), off = 0;
        var pieces = new PriorityQueue<Piece, double>();
        void Add(Piece piece)
        {
            pieces.Enqueue(piece, -piece.Off);
            off += piece.Off;
        }
        Add(way.Take(0, 1, atBaseline, value));
        for (int taken = 1; taken < MaxPieces && off > tolerance; taken++)
        {
            Piece worst = pieces.Dequeue();
            off -= worst.Off;
            double middle = (worst.From + worst.To) / 2, there = way.At(middle).Output;
            Add(way.Take(worst.From, middle, worst.Start, there));
            Add(way.Take(middle, worst.To, there, worst.End));
        }
        var sum = new double[way.Units];
        // In their order on the way, so that the sum is the same wherever it is run.
        foreach (Piece piece in pieces.UnorderedItems.Select(p => p.Element).OrderBy(p => p.From))
            for (int j = 0; j < sum.Length; j++)
                sum[j] += piece.Parts[j];
        return sum;
    }

    /// <summary>A piece of the way with its part of each integral; Off is by how much they miss the difference of its ends.</summary>
    private sealed record Piece(double From, double To, double Start, double End, double[] Parts, double Off);

    /// <summary>
    /// The straight way from the baseline's to the row's activations of the first layer. They are linear in the inputs, so the integrals need be
    /// taken by them only, and are carried to the inputs once, at the end.
    /// </summary>
    private sealed class Way(TextbookNetwork network, double[] start, double[] end, int output)
    {
        public int Units => start.Length;

        public (double Output, double[] Slopes) At(double s) =>
            InputGradient.ByFirstActivations(network, [.. start.Select((a, j) => a + s * (end[j] - a))], output);

        public Piece Take(double from, double to, double valueFrom, double valueTo)
        {
            var parts = new double[Units];
            foreach ((double at, double weight) in Points)
            {
                double[] slopes = At(from + at * (to - from)).Slopes;
                for (int j = 0; j < parts.Length; j++)
                    parts[j] += weight * (to - from) * slopes[j];
            }
            return new Piece(from, to, valueFrom, valueTo, parts, Math.Abs(valueTo - valueFrom - parts.Select((p, j) => p * (end[j] - start[j])).Sum()));
        }
    }
}
