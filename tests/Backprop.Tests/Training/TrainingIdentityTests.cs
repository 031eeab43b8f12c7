using System.Reflection;
using Backprop.Networks;
using Backprop.Parameters;
using Backprop.Training;
using Backprop.Training.Optimizers;
using Backprop.Training.Schedules;

namespace Backprop.Tests.Training;

/// <summary>An option that changes results and is forgotten in a checkpoint would let another training go on from it.</summary>
public sealed class TrainingIdentityTests
{
    private static readonly Network Net = new([2, 3, 1]);
    private static readonly Examples Rows = TrainerTests.Circle(10, 1);

    /// <summary>Options that a checkpoint does not hold: they never change results, or (the time limit) only how many epochs there are.</summary>
    private static readonly string[] Free = [nameof(TrainingOptions.Threads), nameof(TrainingOptions.TimeLimit)];

    /// <summary>What ends a training, which may be raised.</summary>
    private static readonly string[] Limits = [nameof(TrainingOptions.Epochs), nameof(TrainingOptions.Steps), nameof(TrainingOptions.Patience)];

    private static readonly Dictionary<string, TrainingOptions> Others = new(StringComparer.Ordinal)
    {
        [nameof(TrainingOptions.BatchSize)] = new() { BatchSize = 7 },
        [nameof(TrainingOptions.Optimizer)] = new() { Optimizer = new Sgd() },
        [nameof(TrainingOptions.Schedule)] = new() { Schedule = new ExponentialSchedule(0.5) },
        [nameof(TrainingOptions.WeightDecay)] = new() { WeightDecay = 0.5 },
        [nameof(TrainingOptions.DecoupledWeightDecay)] = new() { DecoupledWeightDecay = true },
        [nameof(TrainingOptions.Groups)] = new() { Groups = [new ParameterGroup("biases") { LearningRateFactor = 0.5 }] },
        [nameof(TrainingOptions.L1)] = new() { L1 = 0.5 },
        [nameof(TrainingOptions.ClipNorm)] = new() { ClipNorm = 0.5 },
        [nameof(TrainingOptions.RobustValidation)] = new() { RobustValidation = true },
        [nameof(TrainingOptions.RegularizationSchedule)] = new() { RegularizationSchedule = new FlatCosineSchedule() },
        [nameof(TrainingOptions.Watched)] = new() { Watched = ValidationMeasure.WrongClasses },
        [nameof(TrainingOptions.Seed)] = new() { Seed = 7 },
        [nameof(TrainingOptions.Shuffle)] = new() { Shuffle = false },
    };

    [Fact]
    public void Every_option_is_in_the_identity_a_limit_or_free()
    {
        Assert.Equal(Settable(typeof(TrainingOptions)).Select(property => property.Name).Order(StringComparer.Ordinal), Others.Keys.Concat(Limits).Concat(Free).Order(StringComparer.Ordinal));
        Assert.All(Others, other => Assert.True(Differs(other.Value), other.Key));
        Assert.Equal(Limits.Order(StringComparer.Ordinal), typeof(TrainingLimits).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_parameter_of_every_optimizer_is_in_the_identity()
    {
        foreach (var optimizer in Optimizer.All)
        {
            foreach (var property in Settable(optimizer.GetType()))
            {
                // A copy, as "with" makes it.
                var other = optimizer with { };
                property.SetValue(other, (double)property.GetValue(other)! / 2);
                Assert.True(Differs(new TrainingOptions { Optimizer = other }, new TrainingOptions { Optimizer = optimizer }), $"{optimizer.Name}: {property.Name}");
            }
        }
    }

    private static IEnumerable<PropertyInfo> Settable(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);

    private static bool Differs(TrainingOptions options, TrainingOptions? usual = null) =>
        TrainingIdentity.Of(Net, usual ?? new TrainingOptions(), Rows, null).Differences(TrainingIdentity.Of(Net, options, Rows, null)).Any();
}
