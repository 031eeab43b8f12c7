using System.Numerics;
using Backprop.Training;

namespace Backprop.Tabular.Models;

/// <summary>What is chosen where <see cref="ModelOptions"/> leave a choice: settings that do well on data nobody tuned for.</summary>
public static class ModelDefaults
{
    /// <summary>The hidden layers: two, wider for many inputs.</summary>
    /// <param name="inputs">D.</param>
    public static IReadOnlyList<int> Hidden(int inputs) => inputs >= 256 ? [256, 128] : [128, 64];

    /// <summary>
    /// The batch size, epochs and patience for a number of training rows. Small data have few steps in an epoch, so they get small batches, more
    /// epochs and more patience.
    /// </summary>
    /// <param name="rows">Training rows, at least 1.</param>
    /// <param name="validation">Whether there are validation rows; without them nothing stops training early, and there are fewer epochs.</param>
    public static TrainingOptions Training(int rows, bool validation)
    {
        int batch = (int)Math.Clamp(BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, rows / 512)), 16, 256);
        int steps = (rows + batch - 1) / batch;
        return new TrainingOptions
        {
            BatchSize = batch,
            Epochs = validation ? Math.Clamp(100_000 / steps, 50, 1000) : Math.Clamp(10_000 / steps, 20, 200),
            Patience = validation ? Math.Clamp(2000 / steps, 10, 50) : null,
        };
    }
}
