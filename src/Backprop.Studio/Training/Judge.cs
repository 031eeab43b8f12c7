using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Studio.Data;
using Backprop.Training;

namespace Backprop.Studio.Training;

/// <summary>Evaluates a network during training: often enough to be seen, seldom enough to leave the time to the training.</summary>
internal sealed class Judge
{
    private const int ChunkRows = 256;
    private const double TimeShare = 0.1, MinSeconds = 0.01;

    private readonly Network network;
    private readonly DataSet data;
    private readonly Evaluation? evaluation;
    private readonly Matrix inputs, outputs;
    private readonly Throttle throttle = new(MinSeconds, TimeShare);

    public Judge(Network network, DataSet data, Judge? before = null)
    {
        this.network = network;
        this.data = data;
        evaluation = data.Validation is { } rows ? new Evaluation(network, rows, robust: data.Table is not null) : null;
        int chunk = Math.Min(ChunkRows, Math.Max(data.Training.Count, data.Validation?.Count ?? 0));
        inputs = before?.inputs ?? new Matrix(chunk, data.Inputs);
        outputs = before?.outputs ?? new Matrix(chunk, data.Outputs);
        (TrainingAccuracy, ValidationAccuracy, Measured) = (before?.TrainingAccuracy, before?.ValidationAccuracy, before?.Measured ?? -1);
    }

    /// <summary>The steps done at the last evaluation of the classes; −1 before the first.</summary>
    public long Measured { get; private set; }

    public double? TrainingAccuracy { get; private set; }

    public double? ValidationAccuracy { get; private set; }

    /// <summary>Whether the next evaluation would take no more than its share of the time.</summary>
    public bool IsTime => throttle.IsDue;

    /// <summary>The mean error of the validation rows; null where there are none.</summary>
    public double? ValidationError() => evaluation?.MeanError();

    /// <summary>Computes the accuracy.</summary>
    public void Measure(long steps)
    {
        (TrainingAccuracy, ValidationAccuracy) = throttle.Take(() => (
            data.HasClasses ? Accuracy(data.Training, data.TrainingSample) : null,
            data is { HasClasses: true, Validation: { } rows } ? Accuracy(rows, sample: null) : null));
        Measured = steps;
    }

    /// <summary>The share of rows classified correctly, of a sample or, where that is null, of all.</summary>
    private double? Accuracy(Examples examples, IReadOnlyList<int>? sample)
    {
        Span<float> target = new float[data.Outputs];
        int rows = sample?.Count ?? examples.Count, right = 0;
        int Row(int n) => sample is null ? n : sample[n];
        for (int first = 0; first < rows; first += inputs.Rows)
        {
            int count = Math.Min(inputs.Rows, rows - first);
            for (int n = 0; n < count; n++)
                examples.Inputs.Row(Row(first + n)).CopyTo(inputs.Row(n));
            network.Predict(inputs, outputs);
            for (int n = 0; n < count; n++)
            {
                examples.CopyTargetsTo(Row(first + n), target);
                right += DataSet.ClassOf(outputs.Row(n)) == DataSet.ClassOf(target) ? 1 : 0;
            }
        }
        return (double)right / rows;
    }
}
