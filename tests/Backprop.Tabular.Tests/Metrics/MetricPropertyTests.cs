using Backprop.Numerics.Buffers;
using Backprop.Tabular.Metrics;

namespace Backprop.Tabular.Tests.Metrics;

/// <summary>Metrics and standard errors of random rows against their definitions, computed the long way.</summary>
public class MetricPropertyTests
{
    public static TheoryData<int, int> Shapes => new(from classes in new[] { 1, 2, 3, 6 } from seed in new[] { 1, 2, 3 } select (classes, seed));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Areas_and_precisions_are_those_of_all_pairs_and_all_thresholds(int columns, int seed)
    {
        var random = new Random(seed);
        var (probabilities, targets) = Sample(random, 80, columns);
        double[] weights = [.. targets.Select(_ => (double)random.Next(4))];
        var metrics = ClassificationMetrics.Of(probabilities, targets, weights);
        for (int k = columns == 1 ? 1 : 0; k < metrics.Classes.Count; k++)
        {
            double[] scores = [.. targets.Select((_, n) => ClassificationMetrics.ProbabilityOf(probabilities.Row(n), k))];
            double pairs = 0, area = 0, own = 0, precision = 0;
            for (int a = 0; a < scores.Length; a++)
            {
                for (int b = 0; b < scores.Length; b++)
                {
                    if (targets[a] != k || targets[b] == k)
                        continue;
                    pairs += weights[a] * weights[b];
                    area += weights[a] * weights[b] * (scores[a] > scores[b] ? 1 : scores[a] == scores[b] ? 0.5 : 0);
                }
            }
            foreach (double threshold in scores.Distinct())
            {
                double At(Func<int, bool> which) => Enumerable.Range(0, scores.Length).Where(which).Sum(n => weights[n]);
                double gained = At(n => targets[n] == k && scores[n] == threshold), above = At(n => targets[n] == k && scores[n] >= threshold);
                precision += gained == 0 ? 0 : gained * above / At(n => scores[n] >= threshold);
                own += gained;
            }
            Assert.Equal(area / pairs, metrics.Classes[k].Auc!.Value, 1e-12);
            Assert.Equal(precision / own, metrics.Classes[k].AveragePrecision!.Value, 1e-12);
        }
        Assert.Equal(columns > 2 ? metrics.Classes.Average(of => of.Auc!.Value) : metrics.Classes[1].Auc!.Value, metrics.Find("auc")!.Value, 1e-12);
        Assert.Equal(columns > 2 ? metrics.Classes.Average(of => of.AveragePrecision!.Value) : metrics.Classes[1].AveragePrecision!.Value, metrics.Find("average_precision")!.Value, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_weight_of_three_counts_a_row_three_times_in_every_metric_of_classes(int columns, int seed)
    {
        var random = new Random(seed);
        var (probabilities, targets) = Sample(random, 60, columns);
        int[] weights = [.. targets.Select(_ => random.Next(4))], rows = Repeat(weights);
        var weighted = ClassificationMetrics.Of(probabilities, targets, [.. weights.Select(weight => (double)weight)]);
        var repeated = ClassificationMetrics.Of(Select(probabilities, rows), [.. rows.Select(n => targets[n])]);
        Same(repeated, weighted);
        foreach (var (expected, of) in repeated.Classes.Zip(weighted.Classes))
        {
            Assert.Equal(expected.Precision!.Value, of.Precision!.Value, 1e-12);
            Assert.Equal(expected.Recall!.Value, of.Recall!.Value, 1e-12);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_weight_of_three_counts_a_row_three_times_in_every_metric_of_numbers(int seed)
    {
        var random = new Random(seed);
        var (predictions, targets) = Numbers(random, 60);
        int[] weights = [.. targets.Select(_ => random.Next(4))], rows = Repeat(weights);
        Same(
            RegressionMetrics.Of([.. rows.Select(n => predictions[n])], [.. rows.Select(n => targets[n])]),
            RegressionMetrics.Of(predictions, targets, weights: [.. weights.Select(weight => (double)weight)]));
    }

    [Fact]
    public void The_standard_error_of_a_mean_is_the_standard_deviation_over_the_root_of_the_rows()
    {
        double[] errors = [0.5, 1, 3, 7.5];
        double deviation = Math.Sqrt(errors.Sum(error => (error - 3) * (error - 3)) / 3);
        Assert.Equal(deviation / 2, RegressionMetrics.Of(errors, new double[4]).StandardErrorOf("mae")!.Value, 1e-15);
        // Three of five are right: √(p(1 − p)/(N − 1)).
        var accuracy = ClassificationMetrics.Of(new Matrix(5, 1), [0, 0, 0, 1, 1]);
        Assert.Equal(Math.Sqrt(0.6 * 0.4 / 4), accuracy.StandardErrorOf("accuracy")!.Value, 1e-15);
    }

    [Fact]
    public void The_standard_error_of_an_area_is_that_of_its_structural_components()
    {
        // Components 1, 1/2, 1 of the second class and 1, 2/3 of the first around the area 5/6.
        var probabilities = new Matrix(5, 1);
        float[] scores = [0.8f, 0.4f, 0.6f, 0.3f, 0.5f];
        for (int n = 0; n < 5; n++)
            probabilities.Row(n)[0] = scores[n];
        var metrics = ClassificationMetrics.Of(probabilities, [1, 1, 1, 0, 0]);
        Assert.Equal(5 / 6.0, metrics.Find("auc")!.Value, 1e-15);
        Assert.Equal(Math.Sqrt(5 / 4.0 * ((1 / 54.0) + (1 / 72.0))), metrics.StandardErrorOf("auc")!.Value, 1e-15);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(4, false)]
    [InlineData(4, true)]
    public void Standard_errors_of_classes_are_near_those_of_the_jackknife(int columns, bool isWeighted)
    {
        var random = new Random(5);
        var (probabilities, targets) = Sample(random, 400, columns);
        // Some rows of a class that the model does not know.
        for (int n = 0; n < targets.Length; n += 29)
            targets[n] = ClassificationMetrics.UnknownClass;
        double[] weights = [.. targets.Select(_ => isWeighted ? 0.5 + random.NextDouble() : 1)];
        NearJackknife(targets.Length, ["accuracy", "log_loss", "balanced_accuracy", "auc", "f1_macro", "brier"], rows => ClassificationMetrics.Of(
            Select(probabilities, rows), [.. rows.Select(n => targets[n])], [.. rows.Select(n => weights[n])]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Standard_errors_of_numbers_are_near_those_of_the_jackknife(bool isWeighted)
    {
        var random = new Random(5);
        var (predictions, targets) = Numbers(random, 400);
        double[] weights = [.. targets.Select(_ => isWeighted ? 0.5 + random.NextDouble() : 1)];
        NearJackknife(targets.Length, ["rmse", "mae", "r2", "mape"], rows => RegressionMetrics.Of(
            [.. rows.Select(n => predictions[n])], [.. rows.Select(n => targets[n])], weights: [.. rows.Select(n => weights[n])]));
    }

    [Fact]
    public void Standard_errors_are_how_far_the_metrics_of_samples_spread()
    {
        var random = new Random(7);
        MetricSet[] classes = [.. Enumerable.Range(0, 400).Select(_ => Sample(random, 200, 3) is var (probabilities, targets) ? ClassificationMetrics.Of(probabilities, targets) : null!)];
        MetricSet[] numbers = [.. Enumerable.Range(0, 400).Select(_ => Numbers(random, 200) is var (predictions, targets) ? RegressionMetrics.Of(predictions, targets) : null!)];
        foreach (var samples in new[] { classes, numbers })
        {
            foreach (var (name, _) in samples[0].StandardErrors)
            {
                double mean = samples.Average(sample => sample.Find(name)!.Value);
                double spread = Math.Sqrt(samples.Average(sample => (sample.Find(name)!.Value - mean) * (sample.Find(name)!.Value - mean)));
                double error = Math.Sqrt(samples.Average(sample => sample.StandardErrorOf(name)!.Value * sample.StandardErrorOf(name)!.Value));
                Assert.True(error / spread is > 0.88 and < 1.12, $"{name}: {error} and {spread}");
            }
        }
    }

    [Fact]
    public void The_lists_have_different_names_and_files_give_them_back()
    {
        foreach (var list in new IReadOnlyList<Metric>[] { ClassificationMetrics.All, RegressionMetrics.All })
        {
            Assert.Equal(list.Count, list.Select(metric => metric.Name).Distinct(StringComparer.Ordinal).Count());
            Assert.All(list, metric => Assert.False(metric.Meaning.EndsWith('.')));
        }
        var (probabilities, targets) = Sample(new Random(1), 50, 3);
        var metrics = ClassificationMetrics.Of(probabilities, targets);
        var read = ClassificationMetrics.Read(50, metrics.Values.ToDictionary(metric => metric.Name, metric => (double?)metric.Value, StringComparer.Ordinal))!;
        Assert.Equal(metrics.Values, read.Values);
        Assert.Empty(read.StandardErrors);
    }

    private static void NearJackknife(int count, string[] names, Func<int[], MetricSet> measure)
    {
        int[] all = [.. Enumerable.Range(0, count)];
        var metrics = measure(all);
        Assert.Equal(names, metrics.StandardErrors.Select(metric => metric.Name));
        var without = all.Select(left => measure([.. all.Where(n => n != left)])).ToArray();
        foreach (string name in names)
        {
            double mean = without.Average(sample => sample.Find(name)!.Value);
            double error = Math.Sqrt((count - 1.0) / count * without.Sum(sample => (sample.Find(name)!.Value - mean) * (sample.Find(name)!.Value - mean)));
            Assert.InRange(metrics.StandardErrorOf(name)!.Value / error, 0.97, 1.03);
        }
    }

    /// <summary>Probabilities in steps of a sixteenth, so that there are ties, and classes that they make likely.</summary>
    private static (Matrix Probabilities, int[] Targets) Sample(Random random, int rows, int columns)
    {
        var probabilities = new Matrix(rows, columns);
        int[] targets = new int[rows];
        for (int n = 0; n < rows; n++)
        {
            var row = probabilities.Row(n);
            int classes = Math.Max(2, columns), liked = random.Next(classes);
            if (columns == 1)
                row[0] = random.Next(17) / 16f;
            for (int step = 0; step < 16 && columns > 1; step++)
                row[random.Next(3) == 0 ? liked : random.Next(columns)] += 1 / 16f;
            double at = random.NextDouble();
            targets[n] = columns == 1 ? at < (row[0] + 0.5) / 2 ? 1 : 0 : random.Next(3) == 0 ? random.Next(classes) : liked;
        }
        return (probabilities, targets);
    }

    private static (double[] Predictions, double[] Targets) Numbers(Random random, int rows)
    {
        double[] targets = [.. Enumerable.Range(0, rows).Select(_ => 10 + (5 * random.NextDouble()))];
        return ([.. targets.Select(target => target + random.NextDouble() + random.NextDouble() - 1)], targets);
    }

    private static int[] Repeat(int[] weights) => [.. weights.SelectMany((weight, n) => Enumerable.Repeat(n, weight))];

    private static Matrix Select(Matrix rows, int[] which)
    {
        var selected = new Matrix(which.Length, rows.Columns);
        for (int n = 0; n < which.Length; n++)
            rows.Row(which[n]).CopyTo(selected.Row(n));
        return selected;
    }

    private static void Same(MetricSet expected, MetricSet actual)
    {
        Assert.Equal(expected.Values.Select(metric => metric.Name), actual.Values.Select(metric => metric.Name));
        foreach (var (name, value) in expected.Values)
            Assert.Equal(value, actual.Find(name)!.Value, 1e-12);
    }
}
