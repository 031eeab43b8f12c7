using System.Globalization;
using Backprop.Training.Optimizers;
using Backprop.Training.Schedules;

namespace Backprop.Training;

/// <summary>What an option has to do with the weights.</summary>
internal enum OptionEffect
{
    /// <summary>Other values give other weights: a checkpoint can be resumed with the same value only.</summary>
    Result,

    /// <summary>It ends the training, and may be raised when a checkpoint is resumed.</summary>
    Limit,

    /// <summary>It never changes the weights of an epoch.</summary>
    None,
}

/// <summary>
/// An option of a training, and everything about it: the command line and its help, the messages about values out of range, the record in a model and
/// the identity of a checkpoint read this one list. A new option is a property of <see cref="TrainingOptions"/> and an entry here.
/// </summary>
internal sealed class TrainingOption
{
    private Func<TrainingOptions, string?>? identity;

    private TrainingOption(string name, string subject, string meaning, Func<TrainingOptions, object?> value)
    {
        Name = name;
        Subject = subject;
        Meaning = meaning;
        Value = value;
    }

    /// <summary>The name as the command line (after two hyphens) and a model's record write it, such as <c>batch</c>.</summary>
    public string Name { get; }

    /// <summary>What messages and checkpoints call it, such as <c>batch size</c>.</summary>
    public string Subject { get; }

    /// <summary>What it does, as help and hints put it.</summary>
    public string Meaning { get; }

    /// <summary>The values it may have, such as <c>at least 1</c>.</summary>
    public string Range { get; private init; } = "";

    /// <summary>What it has to do with the weights.</summary>
    public OptionEffect Effect { get; private init; }

    /// <summary>Its value; null where it is not set.</summary>
    internal Func<TrainingOptions, object?> Value { get; }

    /// <summary>Whether the value is in range.</summary>
    internal Func<TrainingOptions, bool> Holds { get; private init; } = _ => true;

    /// <summary>Its value in a model's record; null where that is the usual one, which the record leaves out.</summary>
    internal Func<TrainingOptions, object?> Recorded { get => field ?? Value; private init; }

    /// <summary>The optimizer.</summary>
    public static TrainingOption Optimizer { get; } = new("optimizer", "optimizer", $"how derivatives become updates: {string.Join(", ", Optimizers.Optimizer.All.Select(o => o.Name))}", o => o.Optimizer.Name);

    /// <summary>η.</summary>
    public static TrainingOption LearningRate { get; } = new("learning-rate", "learning rate", "the learning rate η, such as 0.01 or 1/3", o => o.Optimizer.LearningRate);

    /// <summary>How η changes.</summary>
    public static TrainingOption Schedule { get; } = new("schedule", "schedule", "how the learning rate changes: constant, step=30:0.1, exponential=0.95, cosine, flat-cosine, cycles=4, plateau=5:0.5, warm-up=500, or warm-up=500,cosine", o => o.Schedule);

    /// <summary>N.</summary>
    public static TrainingOption BatchSize { get; } = new("batch", "batch size", "rows per step", o => o.BatchSize) { Range = "at least 1", Holds = o => o.BatchSize >= 1 };

    /// <summary>The most epochs.</summary>
    public static TrainingOption Epochs { get; } = new("epochs", "number of epochs", "the maximum number of passes over the data", o => o.Epochs)
    {
        Range = "at least 1", Holds = o => o.Epochs >= 1, Effect = OptionEffect.Limit,
    };

    /// <summary>The most steps.</summary>
    public static TrainingOption Steps { get; } = new("steps", "number of steps", "the maximum number of steps", o => o.Steps)
    {
        Range = "at least 1", Holds = o => o.Steps is null or >= 1, Effect = OptionEffect.Limit,
    };

    /// <summary>The time limit.</summary>
    public static TrainingOption TimeLimit { get; } = new("time", "time limit", "stops at the end of the epoch in which this time is reached; the model records the number of epochs", o => o.TimeLimit)
    {
        Range = "above 0", Holds = o => o.TimeLimit is null || o.TimeLimit > TimeSpan.Zero, Effect = OptionEffect.None, Recorded = _ => null,
    };

    /// <summary>The patience.</summary>
    public static TrainingOption Patience { get; } = new("patience", "patience", "early stopping: epochs without a better validation error before training stops", o => o.Patience)
    {
        Range = "at least 1 epoch", Holds = o => o.Patience is null or >= 1, Effect = OptionEffect.Limit,
    };

    /// <summary>λ.</summary>
    public static TrainingOption WeightDecay { get; } = new("weight-decay", "weight decay", "λ of the weight decay, which pulls weights but not biases towards 0: decoupled with adamw, L2 with the others", o => o.WeightDecay)
    {
        Range = "a finite number from 0", Holds = o => o.WeightDecay is null || (o.WeightDecay >= 0 && float.IsFinite((float)o.WeightDecay)), identity = o => Text(o.ResolvedWeightDecay),
    };

    /// <summary>Where the decay is applied.</summary>
    public static TrainingOption DecoupledWeightDecay { get; } = new("decoupled", "decoupled weight decay", "whether weight decay is applied beside the gradient (yes) or added to it, as L2 (no)", o => o.DecoupledWeightDecay)
    {
        identity = o => o.ResolvedDecoupling ? "yes" : "no", Recorded = o => o.DecoupledWeightDecay is { } choice ? choice ? "yes" : "no" : null,
    };

    /// <summary>How decay and dropout change.</summary>
    public static TrainingOption RegularizationSchedule { get; } = new("regularization-schedule", "schedule of decay and dropout", "how weight decay and dropout change, by the names of --schedule", o => o.RegularizationSchedule)
    {
        identity = o => o.RegularizationSchedule is ConstantSchedule ? null : o.RegularizationSchedule.ToString(), Recorded = o => o.RegularizationSchedule is ConstantSchedule ? null : o.RegularizationSchedule,
    };

    /// <summary>What the best epoch is the best in.</summary>
    public static TrainingOption Watched { get; } = new("metric", "metric", "what the best epoch on the validation rows is the best in: error, the error function; accuracy, for classes", o => o.Watched)
    {
        identity = o => o.Watched == ValidationMeasure.Error ? null : "accuracy", Recorded = o => o.Watched == ValidationMeasure.Error ? null : "accuracy",
    };

    /// <summary>Groups of parameters.</summary>
    public static TrainingOption Groups { get; } = new("groups", "groups of parameters", "parameters with their own learning rate or weight decay", o => o.Groups.Count > 0 ? string.Join("; ", o.Groups) : null);

    /// <summary>λ₁.</summary>
    public static TrainingOption L1 { get; } = new("l1", "L1 penalty", "L1 penalty", o => o.L1)
    {
        Range = "a finite number from 0", Holds = o => o.L1 >= 0 && float.IsFinite((float)o.L1), Recorded = o => o.L1 > 0 ? o.L1 : null,
    };

    /// <summary>The largest norm of a gradient.</summary>
    public static TrainingOption ClipNorm { get; } = new("clip-norm", "limit of the gradient's norm", "the maximum norm of a step's gradient; larger gradients are scaled down to it", o => o.ClipNorm)
    {
        Range = "above 0", Holds = o => o.ClipNorm is null or > 0, identity = o => o.ClipNorm is { } norm ? Text(norm) : "none",
    };

    /// <summary>Whether the rows come in a new order in each epoch.</summary>
    public static TrainingOption Shuffle { get; } = new("shuffle", "shuffling", "whether each epoch takes the rows in a new random order", o => o.Shuffle)
    {
        identity = o => o.Shuffle ? "yes" : "no", Recorded = o => o.Shuffle ? null : "no",
    };

    /// <summary>Whether no single validation row can decide which epoch is the best.</summary>
    public static TrainingOption RobustValidation { get; } = new("robust-validation", "validation error", "whether no single validation row can decide which epoch is the best", o => o.RobustValidation)
    {
        identity = o => o.RobustValidation ? "no row decides" : null, Recorded = _ => null,
    };

    /// <summary>The seed.</summary>
    public static TrainingOption Seed { get; } = new("seed", "seed", "the seed of splits, weights, the order of rows and dropout", o => o.Seed);

    /// <summary>The number of threads.</summary>
    public static TrainingOption Threads { get; } = new("threads", "number of threads", "threads to compute with; results do not depend on it", o => o.Threads)
    {
        Range = "at least 1, or 0 for the machine's own", Holds = o => o.Threads >= 0, Effect = OptionEffect.None, Recorded = _ => null,
    };

    /// <summary>Every option, in the order of records.</summary>
    public static IReadOnlyList<TrainingOption> All { get; } =
    [
        Optimizer, LearningRate, Schedule, BatchSize, Epochs, Steps, TimeLimit, Patience, WeightDecay, DecoupledWeightDecay, RegularizationSchedule, Groups, L1, ClipNorm, Shuffle, RobustValidation, Watched, Seed, Threads,
    ];

    /// <summary>The values of a training for a model's record, by name; the optimizer's parameters follow its learning rate.</summary>
    internal static IEnumerable<(string Name, object Value)> Record(TrainingOptions options)
    {
        foreach (var option in All)
        {
            if (option.Recorded(options) is { } value)
                yield return (option.Name, value);
            if (option != LearningRate)
                continue;
            foreach (var parameter in options.Optimizer.Parameters)
                yield return (parameter.Name, parameter.Value);
        }
    }

    /// <summary>What the weights depend on, by subject, as text: what a checkpoint and its resumption must share.</summary>
    internal static IEnumerable<(string Subject, string Value)> Identity(TrainingOptions options)
    {
        foreach (var option in All.Where(option => option.Effect == OptionEffect.Result))
        {
            string? text = option.identity is { } of ? of(options) : option.Value(options) is { } value ? Text(value) : null;
            if (text is not null)
                yield return (option.Subject, text);
            if (option != LearningRate)
                continue;
            foreach (var parameter in options.Optimizer.Parameters)
                yield return (parameter.Name, Text(parameter.Value));
        }
    }

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
