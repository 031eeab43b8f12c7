namespace Backprop.Tabular.Encoders;

/// <summary>The range of a column in the training rows, which is all that a model can know: what is done to inputs far outside it, and to predictions.</summary>
/// <param name="Min">The least value, in the column's unit.</param>
/// <param name="Max">The greatest value, above the least.</param>
internal readonly record struct TrainingRange(double Min, double Max)
{
    /// <summary>How far beyond the range inputs are unchanged, as a share of its width.</summary>
    private const double InputMargin = 0.25;

    /// <summary>How far beyond the range predictions may be, as a share of its width.</summary>
    private const double PredictionMargin = 0.1;

    /// <summary>Whether an input is so far outside, by more than a quarter of the range's width, that <see cref="Squash"/> changes it; false for NaN.</summary>
    public bool IsFar(double value)
    {
        var (low, high) = Widened(InputMargin);
        return value < low || value > high;
    }

    /// <summary>
    /// An input, squashed where it is far outside. Beyond a quarter of the range's width, m, the distance e to there becomes m·e/(m + e): no input comes
    /// more than half of the width outside the range, and the function and its slope are continuous. NaN stays NaN.
    /// </summary>
    public double Squash(double value)
    {
        var (low, high) = Widened(InputMargin);
        // m·e/(m + e) in a form that an infinite e goes through.
        return value > high ? high + ((high - Max) / (1 + ((high - Max) / (value - high))))
            : value < low ? low - ((Min - low) / (1 + ((Min - low) / (low - value))))
            : value;
    }

    /// <summary>A prediction, limited to at most a tenth of the range's width outside it. A number that is not finite stays so: it predicts nothing.</summary>
    public double Limit(double value)
    {
        if (!double.IsFinite(value))
            return value;
        var (low, high) = Widened(PredictionMargin);
        return value > high ? high : value < low ? low : value;
    }

    /// <summary>The range in words, to follow on others.</summary>
    /// <param name="number">Writes a number.</param>
    internal string InWords(Func<double, string> number) => $", in training {Text(number)}";

    /// <summary>The range that includes both this one and another.</summary>
    internal TrainingRange With(TrainingRange other) => new(Math.Min(Min, other.Min), Math.Max(Max, other.Max));

    /// <summary>Both ends as text, such as <c>0 to 9.94</c>.</summary>
    internal string Text(Func<double, string> write) => $"{write(Min)} to {write(Max)}";

    /// <summary>The range of the values that are not NaN; null where there are not two distinct ones.</summary>
    internal static TrainingRange? Fit(ReadOnlySpan<double> values)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        foreach (double value in values)
        {
            // Comparisons with NaN are false.
            least = value < least ? value : least;
            most = value > most ? value : most;
        }
        return least < most ? new TrainingRange(least, most) : null;
    }

    /// <summary>Both ends, as model files hold them.</summary>
    internal double[] ToArray() => [Min, Max];

    /// <summary>The range of an object at <paramref name="path"/> in a model's file; null where it has none, as in files from before there were ranges.</summary>
    internal static TrainingRange? Read(double[]? range, string path) => range switch
    {
        null => null,
        [var min, var max] when min < max => new TrainingRange(min, max),
        _ => throw DescriptionJson.Unexpected($"{path}.range", "two numbers, the smaller one first"),
    };

    // The ends are handled separately, because the width of a range may overflow; nothing is outside so wide a range.
    private (double Low, double High) Widened(double margin)
    {
        double beyond = (margin * Max) - (margin * Min);
        return (Math.Max(double.MinValue, Min - beyond), Math.Min(double.MaxValue, Max + beyond));
    }
}
