using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Parameters;
using Backprop.Tabular.Encoders;
using Backprop.Training;
using Backprop.Training.Optimizers;
using Backprop.Training.Schedules;

namespace Backprop.Tabular.Models;

/// <summary>
/// A network for tables in the manner of RealMLP (Holzmüller, Grinsztajn and Steinwart 2024): numbers scaled by their quartiles and embedded in waves, learned
/// factors of the inputs, first weights by the data, a high learning rate in four cycles, and decay and dropout that fade.
/// </summary>
internal class TabularRecipe : Recipe
{
    private const int EmbeddingsFrom = 9, BatchSize = 256, Epochs = 256;

    /// <summary>Validation rows from which accuracy tells epochs apart; the error function does with fewer.</summary>
    private const int RowsForAccuracy = 300;

    public override string Name => "tabular-1";

    public override string Meaning => "embedded numbers, learned factors of inputs, four cycles of the learning rate";

    public override Optimizer Optimizer { get; } = new Adam { LearningRate = 0.04, Beta1 = 0.9, Beta2 = 0.95 };

    public override IReadOnlyList<int>? Hidden(int rows) => [256, 256, 256];

    public override ModelOptions Complete(ModelOptions options, TargetTask task)
    {
        bool classes = task == TargetTask.Classification;
        var optimizer = options.Optimizer ?? (classes ? Optimizer : Optimizer with { LearningRate = 0.2 });
        return options with
        {
            Activation = options.Activation ?? (classes ? ActivationFunction.Selu : ActivationFunction.Mish),
            OutputActivation = options.OutputActivation ?? (classes && options.Error is not { HasProbabilities: false } ? ActivationFunction.Softmax : null),
            Error = options.Error ?? (classes ? ErrorFunction.Parse("cross-entropy=0.1") : null),
            Initializer = options.Initializer ?? Initializer.DataDriven,
            Dropout = options.Dropout ?? 0.15,
            InputScale = true,
            NumberScaling = options.NumberScaling ?? NumberScaling.Robust,
            NumberEmbeddings = options.NumberEmbeddings ?? true,
            EmbeddingsFrom = options.EmbeddingsFrom ?? EmbeddingsFrom,
            BatchSize = options.BatchSize ?? BatchSize,
            Optimizer = optimizer,
            Schedule = options.Schedule ?? (options.TimeLimit is null ? new CyclicSchedule(4) : null),
            RegularizationSchedule = options.RegularizationSchedule ?? (options.TimeLimit is null ? new FlatCosineSchedule() : null),
            WeightDecay = options.WeightDecay ?? 0.02,
            DecoupledWeightDecay = options.DecoupledWeightDecay ?? true,
        };
    }

    /// <summary>256 epochs to the end, fewer where they would take too long; the most accurate is the best where there are enough validation rows to tell.</summary>
    public override TrainingOptions Training(int rows, int validation, Network network, bool bare, TrainingSize size, ModelOptions options) => base.Training(rows, validation, network, bare, size, options) with
    {
        Epochs = Math.Min(Epochs, size.AffordableEpochs(rows, (rows + BatchSize - 1) / BatchSize)),
        Patience = null,
        Watched = network.Error.HasProbabilities && validation >= RowsForAccuracy ? ValidationMeasure.WrongClasses : ValidationMeasure.Error,
    };

    /// <summary>
    /// Steps in proportion to the size of weights: a layer of D inputs learns with 1/√D of the rate, as if its weights were divided by √D instead (the decay is not made
    /// smaller by it); biases and embeddings of numbers with a tenth; factors of inputs with six times the rate.
    /// </summary>
    public override IEnumerable<ParameterGroup> Groups(Network network, ModelOptions options)
    {
        double decay = options.WeightDecay ?? 0;
        yield return new ParameterGroup("biases") { LearningRateFactor = 0.1 };
        for (int l = 0; l < network.Layers.Count; l++)
        {
            string name = FormattableString.Invariant($"layers.{l + 1}");
            switch (network.Layers[l])
            {
                case DenseLayer dense:
                    yield return new ParameterGroup(name + ".weights") { LearningRateFactor = 1 / Math.Sqrt(dense.Inputs), WeightDecay = decay * Math.Sqrt(dense.Inputs) };
                    break;
                case ScaleLayer:
                    yield return new ParameterGroup(name) { LearningRateFactor = 6, WeightDecay = decay };
                    break;
                case NumberEmbeddingLayer:
                    yield return new ParameterGroup(name) { LearningRateFactor = 0.1, WeightDecay = decay };
                    break;
            }
        }
    }
}
