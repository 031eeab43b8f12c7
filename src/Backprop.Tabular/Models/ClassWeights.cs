using System.Globalization;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Tabular.Models;

/// <summary>
/// The weight of the rows of each class in training and in the validation error that chooses the best epoch, in addition to their own weights. The
/// metrics ignore class weights.
/// </summary>
/// <example>
/// <code>
/// var weights = ClassWeights.Of(new Dictionary&lt;string, double&gt; { ["Chinstrap"] = 3, ["Gentoo"] = 0.5 });
/// Model model = Model.Train(table, target: "species", new ModelOptions { ClassWeights = weights, Epochs = 10 });
/// </code>
/// </example>
public sealed class ClassWeights
{
    private const int MaxNames = 30;

    private readonly IReadOnlyList<KeyValuePair<string, double>>? own;

    private ClassWeights(IReadOnlyList<KeyValuePair<string, double>>? own) => this.own = own;

    /// <summary>Every class counts the same in total: N/(K·N_k) for each row of class k, by the N training rows.</summary>
    public static ClassWeights Balanced { get; } = new(own: null);

    /// <summary>A weight for each row of the given classes; rows of other classes have weight 1.</summary>
    /// <param name="weights">Classes, as the target spells them, with a finite weight above 0; each class once.</param>
    /// <exception cref="ArgumentException">No class, a class named twice, or a weight out of range.</exception>
    public static ClassWeights Of(IEnumerable<KeyValuePair<string, double>> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        KeyValuePair<string, double>[] given = [.. weights];
        if (given.Length == 0)
            throw new ArgumentException("No class has a weight.", nameof(weights));
        foreach (var (name, weight) in given)
        {
            if (!(weight > 0 && double.IsFinite(weight)))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The weight of the class '{name}' is {weight}; it must be a number above 0."), nameof(weights));
            if (given.Count(other => other.Key == name) > 1)
                throw new ArgumentException($"The class '{name}' has two weights.", nameof(weights));
        }
        return new ClassWeights(given);
    }

    /// <summary><c>balanced</c>, or the classes with their weights: <c>fraud=10,ok=1</c>.</summary>
    public override string ToString() => own is null
        ? "balanced"
        : string.Join(',', own.Select(weight => string.Create(CultureInfo.InvariantCulture, $"{weight.Key}={weight.Value}")));

    /// <summary>The weight of each class of a target.</summary>
    /// <param name="target">The K classes.</param>
    /// <param name="classes">The class of each training row.</param>
    /// <param name="rowWeights">The weight of each training row; empty: 1.</param>
    /// <exception cref="DataException">A class that the target does not have.</exception>
    internal double[] For(ClassTargets target, ReadOnlySpan<int> classes, ReadOnlySpan<double> rowWeights)
    {
        double[] weights = [.. Enumerable.Repeat(1.0, target.Labels.Count)];
        foreach (var (name, weight) in own ?? [])
            weights[Place(target, name)] = weight;
        if (own is not null)
            return weights;
        var sums = new double[weights.Length];
        double total = 0;
        for (int n = 0; n < classes.Length; n++)
        {
            double weight = rowWeights.IsEmpty ? 1 : rowWeights[n];
            sums[classes[n]] += weight;
            total += weight;
        }
        for (int k = 0; k < weights.Length; k++)
            weights[k] = sums[k] == 0 ? 1 : total / (weights.Length * sums[k]);
        return weights;
    }

    /// <summary>The weights of rows that are of classes with weights.</summary>
    /// <param name="weights">The weight of each class.</param>
    /// <param name="classes">The class of each row.</param>
    /// <param name="rowWeights">The weight of each row; empty: 1.</param>
    /// <exception cref="DataException">A weight that is too large or too small for single precision.</exception>
    internal static float[] Apply(double[] weights, ReadOnlySpan<int> classes, ReadOnlySpan<double> rowWeights)
    {
        var applied = new float[classes.Length];
        for (int n = 0; n < applied.Length; n++)
        {
            double weight = (rowWeights.IsEmpty ? 1 : rowWeights[n]) * weights[classes[n]];
            applied[n] = (float)weight;
            if (!Examples.IsRowWeight(applied[n]) || (applied[n] == 0 && weight != 0))
                throw new DataException(string.Create(CultureInfo.InvariantCulture, $"The weight of a row times that of its class is {weight}; expected 0, or a number from 1.2e-38 to 3.4e38."));
        }
        return applied;
    }

    private static int Place(ClassTargets target, string name)
    {
        for (int k = 0; k < target.Labels.Count; k++)
        {
            if (target.Labels[k] == name)
                return k;
        }
        string all = string.Join(", ", target.Labels.Take(MaxNames)) + (target.Labels.Count > MaxNames ? ", …" : "");
        throw new DataException(
            $"A weight is given to '{name}', which is not a class of '{target.Columns[0]}' in the training rows.{Nearest.Suggest(name, target.Labels)} Classes: {all}.");
    }
}
