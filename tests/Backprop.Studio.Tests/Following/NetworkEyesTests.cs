using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Studio.Data;
using Backprop.Studio.Following;
using Backprop.Studio.Tests.Inspecting;
using Backprop.Tabular.Following;
using Backprop.Tabular.Models;
using Backprop.Training;

namespace Backprop.Studio.Tests.Following;

/// <summary>What is shown of a run's network over the rows that the run told of.</summary>
public class NetworkEyesTests(PenguinsModel penguins) : IClassFixture<PenguinsModel>
{
    [Fact]
    public void A_run_of_classes_is_drawn_over_two_columns_and_counted()
    {
        TrainingPlan plan = TrainingPlan.Prepare(penguins.Table, new ModelOptions { Recipe = "plain", Targets = ["species"], Hidden = [6], Threads = 1 });
        DataSet data = SampleData.Of("penguins.csv", RunSample.Of(plan)!);
        Assert.Equal(["Adelie", "Chinstrap", "Gentoo"], data.Classes);
        Assert.Contains(data.Features, feature => feature.Name == "bill_length_mm");
        NetworkSight sight = new NetworkEyes(data).Look(penguins.Model.Network, data.Features[0], data.Features[1]);
        Assert.True(sight.Surface!.IsOfClasses);
        Assert.Null(sight.Fit);
        Assert.Equal(2, sight.Layers!.Count);
        Assert.Equal(2, sight.Weights.Count);
        // There are few rows, so the sample has all of them.
        Assert.Equal(penguins.Model.Record!.Training.Accuracy!.Value, sight.TrainingAccuracy!.Value, 1e-9);
        Assert.Equal(penguins.Model.Record.Validation.Accuracy!.Value, sight.ValidationAccuracy!.Value, 1e-9);
    }

    [Fact]
    public void Embedded_numbers_of_the_default_recipe_are_drawn_and_counted_too()
    {
        TrainingPlan plan = TrainingPlan.Prepare(penguins.Table, new ModelOptions { Targets = ["species"], Hidden = [6], Epochs = 1, Threads = 1 });
        Assert.True(plan.Folds > 1);
        DataSet data = SampleData.Of("penguins.csv", RunSample.Of(plan)!);
        NetworkSight sight = new NetworkEyes(data).Look(plan.Network, data.Features[0], data.Features[1]);
        Assert.True(sight.Surface!.IsOfClasses);
        Assert.Equal((2, 2), (sight.Layers!.Count, sight.Weights.Count));
        Assert.InRange(sight.TrainingAccuracy!.Value, 0, 1);
        // The folds are training rows of the other networks.
        Assert.Null(sight.ValidationAccuracy);
    }

    [Fact]
    public void A_bare_network_is_drawn_over_its_inputs_by_their_position()
    {
        var inputs = new Matrix(5, 1);
        for (int n = 0; n < 5; n++)
            inputs[n, 0] = n;
        DataSet data = SampleData.Of("point.csv", new RunSample(null, null, new Examples(inputs, new Matrix(5, 1)), null));
        Assert.Equal("x1", data.Features.Single().Name);
        Assert.Equal(2f, data.Typical.Single());
        NetworkSight sight = new NetworkEyes(data).Look(new Network([1, 3, 1]), data.Features[0], null);
        Assert.NotEmpty(sight.Fit!);
        Assert.Null(sight.Surface);
        Assert.Null(sight.TrainingAccuracy);
    }

    [Fact]
    public void Without_rows_or_with_those_of_another_network_the_weights_alone_are_shown()
    {
        NetworkSight sight = new NetworkEyes(null).Look(new Network([2, 3, 1]), null, null);
        Assert.Null(sight.Layers);
        Assert.Equal([9, 4], sight.Weights.Select(histogram => histogram.Counts.Sum()));
        DataSet other = SampleData.Of("rows", new RunSample(null, null, new Examples(new Matrix(5, 4), new Matrix(5, 1)), null));
        Assert.Null(new NetworkEyes(other).Look(new Network([2, 3, 1]), other.Features[0], other.Features[1]).Surface);
    }

    [Fact]
    public void After_a_look_the_machine_is_left_to_the_training_for_a_while()
    {
        var eyes = new NetworkEyes(null);
        Assert.True(eyes.IsTime);
        eyes.Look(new Network([2, 3, 1]), null, null);
        Assert.False(eyes.IsTime);
        Assert.True(SpinWait.SpinUntil(() => eyes.IsTime, TimeSpan.FromMinutes(2)));
    }
}
