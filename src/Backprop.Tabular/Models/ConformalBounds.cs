using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Models;

/// <summary>
/// What makes intervals of predicted numbers, and sets of classes, that hold the truth of a new row with a given probability: the error that as large a share of the validation rows stays
/// within (split conformal prediction; Vovk, Gammerman and Shafer 2005, Lei et al. 2018). It holds for rows that come about as those of the training did, over all of them together.
/// </summary>
/// <param name="Coverage">The share of rows whose truth is in their interval or set, above 0 and below 1.</param>
/// <param name="Rows">The validation rows that it was found on.</param>
/// <param name="Radii">Of each target, how far an interval reaches to either side of the prediction, in its unit; empty for classes.</param>
/// <param name="LeastProbability">The probability from which a class is in the set; null for numbers.</param>
public sealed record ConformalBounds(double Coverage, int Rows, IReadOnlyList<double> Radii, double? LeastProbability)
{
    /// <summary>
    /// The smallest number of validation rows for intervals. The epochs were chosen on these rows, too, so that the errors on a few of them are smaller than those on new rows: of 100 rows
    /// intervals for 90 % hold about 85 %.
    /// </summary>
    private const int FewestRows = 200;

    /// <summary>How many validation rows a coverage needs.</summary>
    internal static int RowsFor(double coverage) => Math.Max(FewestRows, (int)Math.Min(int.MaxValue, Math.Ceiling(coverage / (1 - coverage) - 1e-9)));

    /// <summary>The smallest number that is at least as large as enough of N errors of validation rows, a new row counted as one of them; infinite where N is too small.</summary>
    /// <param name="errors">N errors; changed.</param>
    /// <param name="coverage">The share.</param>
    internal static double Quantile(Span<double> errors, double coverage)
    {
        errors.Sort();
        double place = Math.Ceiling((errors.Length + 1) * coverage - 1e-9);
        return place <= errors.Length ? errors[(int)Math.Max(1, place) - 1] : double.PositiveInfinity;
    }

    /// <summary>The bounds of predictions of rows; null where the rows are too few.</summary>
    /// <param name="rows">Validation rows.</param>
    /// <param name="outputs">Their probabilities or outputs.</param>
    /// <param name="coverage">The share.</param>
    internal static ConformalBounds? Of(EncodedRows rows, Numerics.Buffers.Matrix outputs, double coverage)
    {
        double[][] errors = rows.ConformalErrors(outputs);
        double[] quantiles = [.. errors.Select(of => Quantile(of, coverage))];
        if (quantiles.Length == 0 || !quantiles.All(double.IsFinite))
            return null;
        return rows.IsClassification ? new ConformalBounds(coverage, errors[0].Length, [], 1 - quantiles[0]) : new ConformalBounds(coverage, errors[0].Length, quantiles, null);
    }

    /// <summary>The interval of a predicted number.</summary>
    /// <param name="target">The target, from 0.</param>
    /// <param name="value">The prediction, in its unit.</param>
    internal (double Low, double High) Interval(int target, double value) => (value - Radii[target], value + Radii[target]);

    /// <summary>Whether a class of a probability is in the set. The most probable class always is.</summary>
    internal bool Holds(double probability, bool isDecided) => isDecided || probability >= LeastProbability;

    internal ConformalDescription Describe() => new(Coverage, Rows, LeastProbability is null ? [.. Radii] : null, LeastProbability);
}

/// <summary>The bounds as model files describe them.</summary>
internal sealed record ConformalDescription(double Coverage, int Rows, double[]? Radii, double? LeastProbability)
{
    /// <summary>The bounds.</summary>
    /// <param name="outputs">The number of targets; 0 for classes.</param>
    /// <param name="path">The place of the description, for messages.</param>
    /// <exception cref="DataException">The description contradicts itself or the targets.</exception>
    public ConformalBounds Bounds(int outputs, string path)
    {
        if (!(Coverage is > 0 and < 1))
            throw DescriptionJson.Unexpected($"{path}.coverage", "a number above 0 and below 1");
        DescriptionJson.Integer(Rows, 1, int.MaxValue, $"{path}.rows");
        if ((Radii?.Length ?? 0) != outputs || (LeastProbability is null) == (outputs == 0))
            throw DescriptionJson.Unexpected($"{path}.radii", outputs == 0 ? "null, and a least probability" : $"{outputs} numbers, and no least probability");
        if (Radii?.Any(radius => !(radius >= 0 && double.IsFinite(radius))) == true || LeastProbability is not (null or (>= 0 and <= 1)))
            throw DescriptionJson.Unexpected(path, "radii from 0, or a probability");
        return new ConformalBounds(Coverage, Rows, Radii ?? [], LeastProbability);
    }
}
