using System.Numerics;
using Backprop.Training;
using Backprop.Training.Optimizers;
using Backprop.Training.Schedules;

namespace Backprop.Tabular.Models;

/// <summary>
/// What is chosen where <see cref="ModelOptions"/> leave a choice: settings that did well on nineteen data sets of 150 to 60,000 rows that nobody
/// tuned for. A bare network is trained by the lecture's gradient descent instead.
/// </summary>
internal static class ModelDefaults
{
    /// <summary>The maximum number of weights of the first layer: tables with tens of thousands of columns have few rows, for which more units bring nothing.</summary>
    private const int MaxFirstWeights = 1 << 22;

    /// <summary>The hidden layers: more and wider for more rows, and wide for many inputs.</summary>
    /// <param name="inputs">D.</param>
    /// <param name="rows">Training rows.</param>
    public static IReadOnlyList<int> Hidden(int inputs, int rows) =>
        inputs > MaxFirstWeights / 256 ? [Math.Max(16, MaxFirstWeights / inputs), Math.Clamp(MaxFirstWeights / inputs / 2, 16, 128)]
        : inputs >= 256 || rows >= 2000 ? [256, 128] : rows >= 200 ? [64, 32] : [32];

    /// <summary>The dropout: 0.2 for many inputs, such as the pixels of an image; else none, as the weight decay regularizes enough.</summary>
    /// <param name="inputs">D.</param>
    public static double Dropout(int inputs) => inputs >= 256 ? 0.2 : 0;

    /// <summary>
    /// The training options for a number of training rows: adamw with η = 0.001 and a decay of 0.1. Small data have few steps in an epoch, so they
    /// get small batches, more epochs and more patience. With validation rows, η falls to 0.3 of itself after 8 epochs without progress. Large networks for
    /// little data, as many classes or labels make them, get fewer epochs: about a minute's work for two processor cores, more for more data.
    /// </summary>
    /// <param name="rows">Training rows, at least 1.</param>
    /// <param name="validation">Whether there are validation rows; without them nothing stops training early, and there are fewer epochs.</param>
    /// <param name="bare">Whether a bare network is trained: sgd with the lecture's η = 1/3 that nothing changes, and no decay.</param>
    /// <param name="size">The size of the network and of a row; null where it is not known, and does not limit the epochs.</param>
    public static TrainingOptions Training(int rows, bool validation, bool bare, TrainingSize? size = null)
    {
        int batch = (int)Math.Clamp(BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, rows / 512)), 16, 256);
        int steps = (rows + batch - 1) / batch;
        return new TrainingOptions
        {
            BatchSize = batch,
            Epochs = Math.Min(
                validation ? Math.Clamp(100_000 / steps, 50, 1000) : Math.Clamp(10_000 / steps, 20, 200),
                size?.AffordableEpochs(rows, steps) ?? int.MaxValue),
            Patience = validation ? Math.Clamp(2000 / steps, 20, 50) : null,
            Optimizer = bare ? new Sgd { LearningRate = 1.0 / 3 } : new AdamW(),
            WeightDecay = bare ? null : 0.1,
            RobustValidation = !bare,
            Schedule = validation && !bare ? new PlateauSchedule(8, 0.3) : new ConstantSchedule(),
        };
    }
}
