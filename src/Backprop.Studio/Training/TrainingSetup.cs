using Backprop.Layers;
using Backprop.Networks;
using Backprop.Studio.Data;
using Backprop.Studio.States;
using Backprop.Tabular.Models;
using Backprop.Training;
using Backprop.Training.Optimizers;
using Backprop.Training.Schedules;

namespace Backprop.Studio.Training;

/// <summary>Translates the choices for the engine.</summary>
internal static class TrainingSetup
{
    /// <summary>The number of multiply-adds of a step from which threads speed it up.</summary>
    private const long WorkForThreads = 2_000_000;

    /// <summary>More epochs than anybody waits for.</summary>
    private const int Epochs = 2_000_000_000;

    /// <summary>The network with its initial weights.</summary>
    /// <exception cref="ArgumentException">Sizes, functions or a dropout out of range.</exception>
    /// <exception cref="FormatException">An unknown name.</exception>
    public static Network Network(DataSet data, TrainChoices choices) => new([data.Inputs, .. choices.Hidden, data.Outputs], new NetworkOptions
    {
        Activation = ActivationFunction.Parse(choices.Activation),
        Error = data.Error,
        Initializer = data.Initializer,
        Dropout = choices.Dropout,
        Seed = (ulong)choices.Seed,
    });

    /// <summary>The options of the training. Where there are several cores, one is left to the page.</summary>
    /// <exception cref="FormatException">An unknown name.</exception>
    public static TrainingOptions Options(DataSet data, TrainChoices choices)
    {
        int batch = Math.Min(choices.BatchSize, data.Training.Count);
        int[] sizes = [data.Inputs, .. choices.Hidden, data.Outputs];
        long work = batch * Enumerable.Range(1, sizes.Length - 1).Sum(l => (sizes[l - 1] + 1L) * sizes[l]);
        return new TrainingOptions
        {
            BatchSize = batch,
            Epochs = Epochs,
            Optimizer = Optimizer.Parse(choices.Optimizer) with { LearningRate = choices.LearningRate },
            WeightDecay = choices.WeightDecay,
            RobustValidation = data.Table is not null,
            Seed = (ulong)choices.Seed,
            Threads = work < WorkForThreads ? 1 : Math.Max(1, Environment.ProcessorCount - 1),
        };
    }

    /// <summary>The corresponding options of the command line: a model of the same table with them is bit-identical.</summary>
    /// <param name="table">Target, columns and split.</param>
    /// <param name="choices">The rest.</param>
    /// <exception cref="FormatException">An unknown name.</exception>
    public static ModelOptions Options(ModelOptions table, TrainChoices choices) => table with
    {
        Recipe = "plain",
        Hidden = choices.Hidden,
        Activation = ActivationFunction.Parse(choices.Activation),
        Dropout = choices.Dropout,
        BatchSize = choices.BatchSize,
        Optimizer = Optimizer.Parse(choices.Optimizer) with { LearningRate = choices.LearningRate },
        Schedule = new ConstantSchedule(),
        WeightDecay = choices.WeightDecay,
    };
}
