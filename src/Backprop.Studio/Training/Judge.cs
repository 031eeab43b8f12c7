using System.Diagnostics;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Studio.Data;
using Backprop.Training;

namespace Backprop.Studio.Training;

/// <summary>Measures a network on training: often enough to be seen, seldom enough to leave the time to the training.</summary>
internal sealed class Judge
{
    private const int MostRows = 1000;
    private const double TimeShare = 0.1, LeastSeconds = 0.01;

    private readonly Network network;
    private readonly DataSet data;
    private readonly Evaluation? evaluation;
    private readonly Matrix trainingOutputs, validationOutputs;
    private readonly Matrix trainingInputs;
    private long last;
    private double cost;

    public Judge(Network network, DataSet data, Judge? before = null)
    {
        this.network = network;
        this.data = data;
        evaluation = data.Validation is { } rows ? new Evaluation(network, rows) : null;
        int judged = data.HasClasses ? Math.Min(MostRows, data.Training.Count) : 0;
        trainingInputs = before?.trainingInputs ?? First(data.Training.Inputs, judged);
        trainingOutputs = before?.trainingOutputs ?? new Matrix(judged, data.Outputs);
        validationOutputs = before?.validationOutputs ?? new Matrix(data.HasClasses ? data.Validation?.Count ?? 0 : 0, data.Outputs);
        (TrainingAccuracy, ValidationAccuracy, Measured) = (before?.TrainingAccuracy, before?.ValidationAccuracy, before?.Measured ?? -1);
    }

    /// <summary>The steps done when it was measured last; −1 before.</summary>
    public long Measured { get; private set; }

    public double? ValidationError { get; private set; }

    public double? TrainingAccuracy { get; private set; }

    public double? ValidationAccuracy { get; private set; }

    /// <summary>Whether the next measurement would take no more than its share of the time.</summary>
    public bool IsTime => Stopwatch.GetElapsedTime(last).TotalSeconds >= Math.Max(LeastSeconds, cost / TimeShare);

    public void Measure(long steps)
    {
        long start = Stopwatch.GetTimestamp();
        ValidationError = evaluation?.MeanError();
        if (trainingInputs.Rows > 0)
            TrainingAccuracy = Accuracy(trainingInputs, trainingOutputs, data.Training);
        if (validationOutputs.Rows > 0)
            ValidationAccuracy = Accuracy(data.Validation!.Inputs, validationOutputs, data.Validation);
        Measured = steps;
        last = Stopwatch.GetTimestamp();
        cost = Stopwatch.GetElapsedTime(start, last).TotalSeconds;
    }

    private double Accuracy(Matrix inputs, Matrix outputs, Examples examples)
    {
        network.Predict(inputs, outputs);
        Span<float> target = new float[data.Outputs];
        int right = 0;
        for (int n = 0; n < inputs.Rows; n++)
        {
            examples.CopyTargetsTo(n, target);
            right += DataSet.ClassOf(outputs.Row(n)) == DataSet.ClassOf(target) ? 1 : 0;
        }
        return (double)right / inputs.Rows;
    }

    private static Matrix First(Matrix rows, int count)
    {
        if (count == rows.Rows)
            return rows;
        var first = new Matrix(count, rows.Columns);
        for (int n = 0; n < count; n++)
            rows.Row(n).CopyTo(first.Row(n));
        return first;
    }
}
