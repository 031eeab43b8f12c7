using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Parameters;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;
using Backprop.Training;
using Backprop.Training.Optimizers;
using Backprop.Training.Schedules;

namespace Backprop.Tabular.Models;

/// <summary>
/// How a model is made from a table. What is left out is chosen by the size and the task, and the choice stands
/// in the model. Immutable: change it with <c>with</c>. Where a member names a default, it is that of the recipe plain: the default recipe chooses others.
/// </summary>
/// <example>
/// <code>
/// var options = new ModelOptions { Hidden = [32, 16], Epochs = 10, ValidationFraction = 0.1, Exclude = ["island"] };
/// Model first = Model.Train(table, target: "species", options), second = Model.Train(table, target: "species", options with { Seed = 2 });
/// </code>
/// </example>
public sealed partial record ModelOptions
{
    /// <summary>The target columns: one for classes, one or several for numbers. None only for a bare network to start from.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>
    /// What to learn. Default: as the target looks. Text, booleans and codes are classes, and so are whole numbers of which few different ones stand in several rows
    /// each; other numbers, and several targets, are a regression.
    /// </summary>
    public TargetTask? Task { get; init; }

    /// <summary>
    /// The recipe, which chooses what the options leave open: <c>plain</c>, exactly as the options say, <c>tabular-1</c> or <c>tabular-2</c>. Default: null, the newest; with a
    /// <see cref="WarmStart"/> always plain.
    /// </summary>
    public string? Recipe { get; init; }

    /// <summary>How much a recipe that follows the size of the data computes: the number of networks and of epochs. Default: normal; not for plain and tabular-1.</summary>
    public Effort? Effort { get; init; }

    /// <summary>Columns that are not inputs. Default: none.</summary>
    public IReadOnlyCollection<string> Exclude { get; init; } = [];

    /// <summary>Columns that are inputs although they look like identifiers or names. Default: none.</summary>
    public IReadOnlyCollection<string> Keep { get; init; } = [];

    /// <summary>A separate table of test rows, which training never uses. Default: none, see <see cref="TestFraction"/>.</summary>
    public Table? TestTable { get; init; }

    /// <summary>
    /// The share of the rows that is held out for testing, from 0 to below 1. Default: 0.2, or 0 with a <see cref="TestTable"/>, a
    /// <see cref="SplitColumn"/>, or a bare network to start from.
    /// </summary>
    public double? TestFraction { get; init; }

    /// <summary>
    /// The share of the other rows that is held out for validation and early stopping, from 0 to below 1; 0 for none. Default: 0.2, or 0 with
    /// a <see cref="SplitColumn"/>.
    /// </summary>
    public double? ValidationFraction { get; init; }

    /// <summary>
    /// Whether each network is validated on a fold of its own, of all rows that are not test rows, and trained on the other folds: every row is used for both, and the validation
    /// metrics are those of predictions by the network that was not trained on the row. Not with a <see cref="ValidationFraction"/> or a <see cref="WarmStart"/>, and only with several
    /// <see cref="Members"/>. Default: by the recipe; not for plain.
    /// </summary>
    public bool? ValidationFolds { get; init; }

    /// <summary>
    /// The number of networks, 1 to 100, which differ in their seeds (and in their folds, with <see cref="ValidationFolds"/>); predictions are means over them. They are trained
    /// side by side where there are several threads. Default: by the recipe; 1 for plain, and as many as it has with a <see cref="WarmStart"/>.
    /// </summary>
    public int? Members { get; init; }

    /// <summary>
    /// Whether probabilities are calibrated on the validation rows (temperature scaling), and networks that are no better than a guess there are made to guess: to predict the shares of the
    /// classes or the mean for every row, as a note says. Default: by the recipe; not for plain.
    /// </summary>
    public bool? Calibration { get; init; }

    /// <summary>
    /// The share of rows, from 0 to below 1, whose truth predicted intervals and sets are to hold (<see cref="ConformalBounds"/>), found on the validation rows; 0 for no intervals. Default:
    /// by the recipe; none for plain.
    /// </summary>
    public double? Coverage { get; init; }

    /// <summary>A column whose values train, val (or validation) and test say where each row belongs; it is not an input. Default: none.</summary>
    public string? SplitColumn { get; init; }

    /// <summary>
    /// A column whose values say which rows belong together, such as those of one patient: all rows of a group are in one part, training, validation
    /// or test, and the column is not an input. Not with a <see cref="SplitColumn"/>. Default: none, every row by itself.
    /// </summary>
    public string? Group { get; init; }

    /// <summary>A column with the weight of each row, from 0, in training and in metrics; it is not an input. Default: none.</summary>
    public string? RowWeights { get; init; }

    /// <summary>
    /// The weight of the rows of each class in training and in the validation error that chooses the best epoch; the metrics ignore class
    /// weights. Default: none, all equal.
    /// </summary>
    public ClassWeights? ClassWeights { get; init; }

    /// <summary>
    /// Whether inputs and predictions may be however far outside the training rows. Else numbers far outside the range of their column are brought nearer
    /// to it, to within half of its width, and predicted numbers stay within a tenth of the width beyond the range of the training targets.
    /// Default: false.
    /// </summary>
    public bool Extrapolate { get; init; }

    /// <summary>
    /// A model to start from (a warm start), with its weights and encoding. The network's shape and functions are then given, and options about them are refused.
    /// Default: none, new weights.
    /// </summary>
    public Model? WarmStart { get; init; }

    /// <summary>The units of each hidden layer, each at least 1; empty for the linear model. The default depends on the size of the data.</summary>
    public IReadOnlyList<int>? Hidden { get; init; }

    /// <summary>h, the function of the hidden units. Default: relu.</summary>
    public ActivationFunction? Activation { get; init; }

    /// <summary>
    /// σ, the function of the outputs. Default: the one that matches the error function; sigmoid for classes with an error function other than cross-entropy.
    /// Numbers are standardized only under identity outputs, and else learned as they are.
    /// </summary>
    public ActivationFunction? OutputActivation { get; init; }

    /// <summary>E, the error function that training minimizes. Default: cross-entropy for classes, sum-of-squares for numbers.</summary>
    public ErrorFunction? Error { get; init; }

    /// <summary>The initializer of the weights. Default: he for relu and its variants, lecun for selu, glorot for the rest.</summary>
    public Initializer? Initializer { get; init; }

    /// <summary>The share of hidden units left out at random in each step, from 0 to below 1. Default: 0.2 from 256 inputs on, else 0.</summary>
    public double? Dropout { get; init; }

    /// <summary>Whether each input has a learned factor before the first dense layer. Default: false.</summary>
    public bool InputScale { get; init; }

    /// <summary>
    /// From how many labels on, at least 3, a column of labels becomes one input of codes, for each of which the network learns a vector (an embedding). Rare labels share a
    /// code. Default: null, each label has an input.
    /// </summary>
    public int? EmbeddingsFrom { get; init; }

    /// <summary>The length of the vectors of <see cref="EmbeddingsFrom"/>, from 1 to 1024. Default: 8.</summary>
    public int EmbeddingSize { get; init; } = 8;

    /// <summary>How columns of numbers are scaled. Default: standard.</summary>
    public NumberScaling? NumberScaling { get; init; }

    /// <summary>Whether numbers become sums of learned waves beside themselves (<see cref="NumberEmbeddingLayer"/>). Default: false.</summary>
    public bool? NumberEmbeddings { get; init; }

    /// <summary>What the best epoch on the validation rows is the best in. Default: the error function.</summary>
    public ValidationMeasure? Metric { get; init; }

    /// <summary>Rows per batch, at least 1. Default: 16 to 256, depending on the number of rows.</summary>
    public int? BatchSize { get; init; }

    /// <summary>The maximum number of epochs, at least 1. The default depends on the number of rows.</summary>
    public int? Epochs { get; init; }

    /// <summary>The maximum number of steps, at least 1. Default: no limit.</summary>
    public long? Steps { get; init; }

    /// <summary>Training stops at the end of the epoch in which this time is reached. Default: no limit.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Epochs without a better validation error after which training stops (early stopping), at least 1. The default depends on the number of rows.</summary>
    public int? Patience { get; init; }

    /// <summary>How derivatives become updates, with the learning rate. Default: adamw with η = 0.001; sgd with η = 1/3 for a bare network.</summary>
    public Optimizer? Optimizer { get; init; }

    /// <summary>How the learning rate changes. Default: plateau=8:0.3 where there are validation rows, else constant.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>How weight decay and dropout change over the training. Default: constant.</summary>
    public Schedule? RegularizationSchedule { get; init; }

    /// <summary>λ of the weight decay, at least 0. Default: 0.1 under the default optimizer, else that of the optimizer (0.01 for adamw, 0 for others).</summary>
    public double? WeightDecay { get; init; }

    /// <summary>Whether the decay is applied beside the gradient (decoupled) or added to it (L2). Default: that of the optimizer.</summary>
    public bool? DecoupledWeightDecay { get; init; }

    /// <summary>Parameters with their own learning rate or weight decay. Default: none.</summary>
    public IReadOnlyList<ParameterGroup> Groups { get; init; } = [];

    /// <summary>λ₁ of the L1 penalty, at least 0. Default: 0.</summary>
    public double L1 { get; init; }

    /// <summary>The maximum norm of a step's gradient, above 0. Default: no limit.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>The seed of splits, weights, order of rows and dropout. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether each epoch takes the rows in a new random order. Default: true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Threads to compute with; never changes results. Default: 0, as many as the machine has.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// Where and how often training writes checkpoints; never changes results. A checkpoint can also be read as a model with the current weights.
    /// Default: none.
    /// </summary>
    public CheckpointPolicy? Checkpoints { get; init; }

    /// <summary>
    /// A checkpoint to resume: the model is that of a training that was never interrupted. Data and options must be those of the interrupted training;
    /// threads and the time limit may differ, and epochs, steps and patience may be raised. A checkpoint can be used only once. Default: none, train from the start.
    /// </summary>
    public Checkpoint? Resume { get; init; }
}
