using Backprop.Numerics.Buffers;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Metrics;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;
using Backprop.Textbook;

namespace Backprop.Explain.Attributions;

/// <summary>Which columns moved the prediction of a model.</summary>
internal static class ModelAttribution
{
    /// <summary>Explains an output of a model for one row, the means over its networks.</summary>
    /// <inheritdoc cref="Why(Model, double[], double[], string, Func{string, string}, string?)"/>
    /// <param name="model">The model.</param>
    /// <param name="x">D inputs, encoded.</param>
    /// <param name="baselines">The row to compare with for each network.</param>
    /// <param name="baselineWords">What that row is.</param>
    /// <param name="valueOf">The row's value in a column, as text.</param>
    /// <param name="of">The class or the target column; null for the predicted class or the first target.</param>
    public static WhyReport Why(Model model, double[] x, IReadOnlyList<double[]> baselines, string baselineWords, Func<string, string> valueOf, string? of = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Members.Count > 1 && model.Targets is ClassTargets classes)
            of ??= classes.Labels[ClassificationMetrics.Decide(Outputs(model, x))];
        return WhyReport.Mean([.. baselines.Select((baseline, k) => Why(model.Member(k), x, baseline, baselineWords, valueOf, of))]);
    }

    /// <summary>The K outputs of a row, the means over the networks, in double precision.</summary>
    /// <param name="model">The model.</param>
    /// <param name="x">D inputs, encoded.</param>
    public static double[] Outputs(Model model, double[] x)
    {
        ArgumentNullException.ThrowIfNull(model);
        double[][] outputs = [.. model.Members.Select(member => TextbookNetwork.Complete(member).Predict(x))];
        return outputs.Length == 1 ? outputs[0] : [.. Enumerable.Range(0, outputs[0].Length).Select(k => outputs.Average(y => y[k]))];
    }

    /// <summary>Explains an output of a model of one network for one row; images are explained pixel by pixel.</summary>
    /// <param name="model">The model.</param>
    /// <param name="x">D inputs, encoded.</param>
    /// <param name="baseline">
    /// The row to compare with, as the first weights read it: <see cref="MeanRows"/>, or <see cref="NeutralRow"/> where no rows are at hand.
    /// </param>
    /// <param name="baselineWords">What that row is, such as <c>the mean row of penguins.csv</c>.</param>
    /// <param name="valueOf">The row's value in a column, as text.</param>
    /// <param name="of">The class or the target column; null for the predicted class or the first target.</param>
    /// <exception cref="FormatException">There is no such class or target column; the message lists them.</exception>
    public static WhyReport Why(Model model, double[] x, double[] baseline, string baselineWords, Func<string, string> valueOf, string? of = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(valueOf);
        var network = TextbookNetwork.Complete(model.Network);
        (int output, double scale, double offset, string name) = Choose(model, network, x, of);
        bool isProbability = model.Targets is ClassTargets && network.Layers[^1].Activation.Name is "softmax" or "sigmoid";
        return WhyReport.Of(
            Attribution.Of(network, network.Layers[0].Read(x), baseline, output), Columns(model, network.Layers[0], x, valueOf), scale, offset, name, isProbability, baselineWords);
    }

    /// <summary>The mean of N encoded rows, as the first weights read them.</summary>
    internal static double[] MeanRow(TextbookLayer first, Matrix rows)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(rows);
        var mean = new double[first.Inputs];
        for (int n = 0; n < rows.Rows; n++)
        {
            double[] row = first.Read(Array.ConvertAll(rows.Row(n).ToArray(), value => (double)value));
            for (int i = 0; i < mean.Length; i++)
                mean[i] += row[i];
        }
        for (int i = 0; i < mean.Length; i++)
            mean[i] /= Math.Max(1, rows.Rows);
        return mean;
    }

    /// <summary>The mean of the encoded rows of a table, as the first weights of each network of the model read them.</summary>
    /// <exception cref="DataException">A column is missing, or a value cannot be encoded.</exception>
    public static IReadOnlyList<double[]> MeanRows(Model model, Table table)
    {
        ArgumentNullException.ThrowIfNull(model);
        Matrix rows = model.Encode(table).Values;
        return [.. model.Members.Select(member => MeanRow(TextbookNetwork.Complete(member).Layers[0], rows))];
    }

    /// <summary>The <see cref="NeutralRow"/> of each network of a model.</summary>
    public static IReadOnlyList<double[]> NeutralRows(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. model.Members.Select((_, k) => NeutralRow(model.Member(k)))];
    }

    /// <summary>A row with every number (and pixel) at its mean over the training rows and the labels of each category in equal parts; zeros for a bare network.</summary>
    public static double[] NeutralRow(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        TextbookLayer weights = TextbookNetwork.Complete(model.Network).Layers[0];
        // Numbers and pixels are standardized: their mean is 0.
        var zeros = new double[model.Network.Inputs];
        double[] row = weights.Read(zeros);
        int first = 0, read = 0;
        foreach (ColumnEncoder column in model.Inputs?.Columns ?? [])
        {
            int count = Enumerable.Range(first, column.Inputs).Sum(weights.OutputsOf);
            if (column is CategoryEncoder category)
            {
                double[][] labels = [.. Enumerable.Range(0, category.Labels.Count).Select(label => weights.Read(With(zeros, category, first, label)))];
                for (int i = read; i < read + count; i++)
                    row[i] = labels.Average(label => label[i]);
            }
            (first, read) = (first + column.Inputs, read + count);
        }
        return row;
    }

    private static double[] With(double[] row, CategoryEncoder category, int first, int label)
    {
        var inputs = new float[category.Inputs];
        category.Set(inputs, label);
        double[] with = [.. row];
        for (int i = 0; i < inputs.Length; i++)
            with[first + i] = inputs[i];
        return with;
    }

    private static (int Output, double Scale, double Offset, string Name) Choose(Model model, TextbookNetwork network, double[] x, string? of)
    {
        if (model.Targets is ClassTargets classes)
        {
            int label = of is null ? ClassificationMetrics.Decide(network.Predict(x)) : Find(classes.Labels, of, "class");
            // Two classes share an output, the probability of the second.
            return classes.Outputs > 1 ? (label, 1, 0, classes.Labels[label]) : label == 1 ? (0, 1, 0, classes.Labels[1]) : (0, -1, 1, classes.Labels[0]);
        }
        IReadOnlyList<string> names = model.Targets?.Columns ?? [.. Enumerable.Range(1, model.Network.Outputs).Select(k => FormattableString.Invariant($"y{k}"))];
        int k = of is null ? 0 : Find(names, of, "target");
        Standardization unit = (model.Targets as NumberTargets)?.Scales[k] ?? Standardization.None;
        return (k, unit.Deviation, unit.Mean, names[k]);
    }

    private static int Find(IReadOnlyList<string> names, string name, string what)
    {
        for (int n = 0; n < names.Count; n++)
            if (string.Equals(names[n], name, StringComparison.Ordinal))
                return n;
        throw new FormatException($"'{name}' is not a {what} of the model; it has {string.Join(", ", names)}.");
    }

    // Each with the number of its parts in what the first weights read.
    private static IEnumerable<(string Name, string Value, int Parts)> Columns(Model model, TextbookLayer first, double[] x, Func<string, string> valueOf)
    {
        int input = 0;
        foreach (var (name, value, inputs) in Columns(model, x, valueOf))
        {
            yield return (name, value, Enumerable.Range(input, inputs).Sum(first.OutputsOf));
            input += inputs;
        }
    }

    private static IEnumerable<(string Name, string Value, int Inputs)> Columns(Model model, double[] x, Func<string, string> valueOf)
    {
        if (model.Inputs is null)
            return x.Select((value, i) => (FormattableString.Invariant($"x{i + 1}"), FormattableString.Invariant($"{value:G7}"), 1));
        return model.Inputs.Columns.SelectMany(column => column is ImageEncoder
            ? Enumerable.Range(0, column.Inputs).Select(i => (column.InputName(i), "", 1))
            : [(column.Column, valueOf(column.Column), column.Inputs)]);
    }
}
