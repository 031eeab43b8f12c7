using System.Globalization;
using Backprop.Networks;
using Backprop.Parameters;
using Backprop.Spelling;
using Backprop.Training.Optimizers;
using Backprop.Training.Schedules;

namespace Backprop.Training;

/// <summary>How a <see cref="Trainer"/> trains. Weights are a function of the data, these options and the network's first weights alone.</summary>
/// <example>
/// <code>
/// var options = new TrainingOptions
/// {
///     Optimizer = new AdamW { LearningRate = 0.002 },
///     Schedule = Schedule.Parse("warm-up=100,cosine"),
///     BatchSize = 64,
///     Epochs = 20,
///     ClipNorm = 1,
/// };
/// </code>
/// </example>
public sealed record TrainingOptions
{
    /// <summary>Rows per batch, at least 1; the last batch of an epoch may be shorter. Default: 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The maximum number of epochs (passes over the data), at least 1. Default: 100.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>The maximum number of steps (batches), at least 1; training ends within an epoch if necessary. Default: null, no limit.</summary>
    public long? Steps { get; init; }

    /// <summary>
    /// Training ends with the first epoch that ends later than this. The number of epochs then depends on the machine; <see cref="Epochs"/> set to
    /// it gives the same bits, which is why a schedule that depends on the planned number of steps (cosine) does not go with it. Default: null, no such
    /// limit.
    /// </summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>How derivatives become updates, with the learning rate η. Default: adam, η = 0.001.</summary>
    public Optimizer Optimizer { get; init; } = new Adam();

    /// <summary>How η changes over the training. Default: constant.</summary>
    public Schedule Schedule { get; init; } = new ConstantSchedule();

    /// <summary>How weight decay and the network's dropout change over the training: a factor on λ and on the share of units left out. Default: constant.</summary>
    public Schedule RegularizationSchedule { get; init; } = new ConstantSchedule();

    /// <summary>
    /// λ of the weight decay, at least 0; biases and input scales do not decay, unless <see cref="Groups"/> say otherwise. Default: null, that of the optimizer (0.01 for adamw, 0 for the others).
    /// </summary>
    public double? WeightDecay { get; init; }

    /// <summary>
    /// Where the decay is applied. False: added to the gradient, g + λw (L2: the gradient of ½λ‖w‖²). True: beside it, w(1 − ηλ) before the update
    /// (decoupled: Loshchilov and Hutter 2017). Default: null, that of the optimizer (decoupled for adamw).
    /// </summary>
    public bool? DecoupledWeightDecay { get; init; }

    /// <summary>Parameters with their own learning rate or weight decay. Default: none.</summary>
    public IReadOnlyList<ParameterGroup> Groups { get; init; } = [];

    /// <summary>λ₁ of the L1 penalty, at least 0: g + λ₁·sign(w); biases and input scales have none. Default: 0.</summary>
    public double L1 { get; init; }

    /// <summary>The largest norm of a step's whole gradient; a longer one is shortened to it, before decay. Above 0. Default: null, no limit.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>
    /// Epochs without a better validation error after which training stops, at least 1. Default: null, never. Given validation rows, the
    /// weights of the best epoch are kept in either case; of equal ones the earlier.
    /// </summary>
    public int? Patience { get; init; }

    /// <summary>
    /// Whether no single validation row can decide which epoch is the best: the validation error is then one in which a row counts at most as one whose class
    /// was given a thousandth of an even share (cross-entropy), or at most 100 times the mean, half of the whole with few rows (other errors). Rows within these
    /// limits leave it the plain mean bit for bit. Default: false, the plain mean; models of tables have it.
    /// </summary>
    public bool RobustValidation { get; init; }

    /// <summary>What the error of the validation rows is, by which the best epoch is chosen. Default: the mean of the error function.</summary>
    public ValidationMeasure Watched { get; init; }

    /// <summary>The seed of the order of rows and of dropout. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether each epoch takes the rows in a new order. Default: true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Threads to compute with; never changes results. Default: 0, as many as the machine has.</summary>
    public int Threads { get; init; }

    /// <summary>Everything that is out of range, a sentence each; empty when all is well.</summary>
    public IReadOnlyList<string> Violations()
    {
        var found = new List<string>();
        foreach (var option in TrainingOption.All.Where(option => !option.Holds(this)))
        {
            object? value = option.Value(this);
            found.Add(string.Create(
                CultureInfo.InvariantCulture, $"The {option.Subject} must be {option.Range}, but is {(value is double number ? SinglePrecision.Text(number) : value)}."));
        }
        if (TimeLimit is not null && new[] { Schedule, RegularizationSchedule }.FirstOrDefault(schedule => schedule.DependsOnPlannedSteps) is { } planned)
            found.Add($"The schedule {planned} depends on the planned number of steps, so it needs a number of epochs or steps as its end, not a time limit.");
        found.AddRange(Groups.SelectMany(group => group.Violations()));
        found.AddRange(Optimizer.Violations());
        return found;
    }

    /// <summary>λ with the optimizer's own where none is set.</summary>
    internal double ResolvedWeightDecay => WeightDecay ?? Optimizer.DefaultWeightDecay;

    /// <summary>Where the decay is applied, by the optimizer where not set.</summary>
    internal bool ResolvedDecoupling => DecoupledWeightDecay ?? Optimizer.DecoupledByDefault;

    /// <summary>η at a step of a training.</summary>
    internal double LearningRate(TrainingState state, long step) =>
        Schedule is ConstantSchedule ? Optimizer.LearningRate : ScheduledRate(state, step);

    private double ScheduledRate(TrainingState state, long step) => Optimizer.LearningRate * Schedule.Factor(state.At(step, Schedule));

    /// <summary>What λ and dropout are multiplied by at a step of a training.</summary>
    internal double Regularization(TrainingState state, long step) =>
        RegularizationSchedule is ConstantSchedule ? 1 : RegularizationSchedule.Factor(new(step, state.PlannedSteps, state.Errors.Count, state.Errors));

    /// <summary>The step with which a training over N rows ends at the latest.</summary>
    internal long PlannedSteps(long firstStep, int rows) => firstStep + Math.Min(Epochs * BatchesOf(rows), Steps ?? long.MaxValue - firstStep);

    /// <summary>The number of batches of that many rows.</summary>
    internal long BatchesOf(int rows) => (rows + BatchSize - 1L) / BatchSize;

    internal void Validate(string parameter)
    {
        if (Violations() is { Count: > 0 } violations)
            throw new ArgumentException(string.Join(" ", violations), parameter);
    }
}
