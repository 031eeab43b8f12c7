using Backprop.Explain.Derivations;
using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Studio.States;

namespace Backprop.Studio.Tests.States;

public class ReducerTests
{
    private static readonly Quantity W = new(QuantityKind.Weight, 1, 2, 0);

    [Fact]
    public void Six_steps_and_one_more_begin_the_next_round_with_the_updated_weights()
    {
        var bench = new Workbench();
        for (int n = 0; n < Reducer.Steps; n++)
            bench.Do(new Next());
        Assert.Equal((2, 1), (bench.State.Lesson.Step, bench.State.Lesson.Updates));
        Assert.Equal(0.15276856, bench.Numbers.Outputs[0], 1e-6);
    }

    [Fact]
    public void What_follows_from_an_edited_weight_follows()
    {
        var bench = new Workbench();
        bench.Do(new Edit(W, -2));
        Assert.Equal(-2, W.ValueIn(bench.Numbers));
        Assert.Equal(1 + 2 * 0.8807970779778823 - 2 * 0.8807970779778823, bench.Numbers.Outputs[0], 1e-12);
        Assert.Equal(1, W.ValueIn(Lesson.Lecture.Numbers()));
    }

    [Fact]
    public void Every_change_can_be_undone_and_done_again_and_looking_around_cannot()
    {
        var bench = new Workbench();
        StudioState first = bench.State;
        bench.Do(new Edit(W, 5));
        bench.Do(new GoTo(4));
        bench.Do(new Open(W));
        bench.Do(new ChangeNetwork(NetworkPlan.Of(bench.State.Lesson) with { Sizes = [2, 4, 4, 1], Seed = 3 }));
        StudioState last = bench.State;
        bench.Undo();
        Assert.Equal([W], bench.State.Opened);
        bench.Undo();
        Assert.Equal((first.Lesson, first.Opened), (bench.State.Lesson, bench.State.Opened));
        Assert.False(bench.CanUndo);
        bench.Redo();
        bench.Redo();
        Assert.Equal((last.Lesson, last.Opened), (bench.State.Lesson, bench.State.Opened));
        Assert.False(bench.CanRedo);
    }

    [Fact]
    public void Doors_lead_back_the_way_they_were_opened()
    {
        var bench = new Workbench();
        Quantity delta = new(QuantityKind.Delta, 0, To: 1), output = new(QuantityKind.Delta, 1);
        bench.Do(new Open(delta));
        bench.Do(new Open(output));
        bench.Do(new Open(delta));
        Assert.Equal([output, delta], bench.State.Opened);
        bench.Do(new Back());
        bench.Do(new Back());
        bench.Do(new Back());
        Assert.Empty(bench.State.Opened);
    }

    [Fact]
    public void A_number_that_follows_from_others_is_not_edited() =>
        Assert.Throws<ArgumentException>(() => Reducer.Reduce(new StudioState(), new Edit(new(QuantityKind.Delta), 1)));

    [Fact]
    public void A_new_network_gets_outputs_that_go_with_its_error_function()
    {
        var bench = new Workbench();
        bench.Do(new ChangeNetwork(NetworkPlan.Of(bench.State.Lesson) with { Sizes = [3, 4, 3], Error = ErrorFunction.CrossEntropy }));
        Lesson lesson = bench.State.Lesson;
        Assert.Equal("softmax", lesson.Network.Layers[^1].Activation.Name);
        Assert.Equal([0.5, 0.5, 0.5], lesson.Inputs);
        Assert.Equal([1.0, 0, 0], lesson.Targets);
    }

    [Theory]
    [InlineData("2-65-1")]
    [InlineData("2-2-2-2-2-2-2-2")]
    [InlineData("2")]
    [InlineData("a-b")]
    public void Sizes_that_are_none_or_too_large_are_refused(string text) => Assert.Throws<FormatException>(() => NetworkPlan.ParseSizes(text));

    [Fact]
    public void Units_of_a_large_layer_are_drawn_out_one_by_one()
    {
        var bench = new Workbench();
        bench.Do(new ChangeNetwork(NetworkPlan.Of(bench.State.Lesson) with { Sizes = [2, 40, 1], Seed = 1 }));
        bench.Do(new DrawOut(1, 39));
        Assert.Contains(40, bench.State.Lesson.Units![1]);
        Assert.Equal(7, bench.State.Lesson.Units[1].Count);
        bench.Do(new DrawOut(1, 39));
        Assert.DoesNotContain(40, bench.State.Lesson.Units[1]);
    }

    [Fact]
    public void Another_function_keeps_the_weights_and_another_size_does_not()
    {
        var bench = new Workbench();
        bench.Do(new Learn(3));
        Lesson learned = bench.State.Lesson;
        bench.Do(new ChangeNetwork(NetworkPlan.Of(learned) with { Hidden = ActivationFunction.Tanh, Error = ErrorFunction.Huber }));
        Lesson lesson = bench.State.Lesson;
        Assert.Equal(("tanh", "huber", 3), (lesson.Network.Layers[0].Activation.Name, lesson.Network.ErrorName, lesson.Updates));
        Assert.Equal(learned.Network.Layers.Select(l => l.Weights), lesson.Network.Layers.Select(l => l.Weights));
        bench.Do(new ChangeNetwork(NetworkPlan.Of(lesson) with { HasOnes = true }));
        Assert.All(bench.State.Lesson.Network.Layers[0].Weights.Cast<double>(), w => Assert.Equal(1, w));
        bench.Do(new ChangeNetwork(NetworkPlan.Of(lesson) with { Sizes = [2, 4, 1] }));
        Assert.Equal((0, 1.0), (bench.State.Lesson.Updates, bench.State.Lesson.Network.Layers[0].Weights[0, 3]));
        bench.Do(new ChangeNetwork(NetworkPlan.Of(bench.State.Lesson) with { Seed = 4 }));
        Assert.NotEqual(1, bench.State.Lesson.Network.Layers[0].Weights[0, 0] + bench.State.Lesson.Network.Layers[0].Weights[1, 0]);
    }

    [Fact]
    public void No_more_units_are_drawn_out_than_a_state_may_hold()
    {
        StudioState state = Reducer.Reduce(new StudioState(), new ChangeNetwork(NetworkPlan.Of(Lesson.Lecture) with { Sizes = [2, 64, 1], Seed = 1 }));
        for (int unit = 0; unit < 64; unit++)
            if (state.Lesson.Units?[1].Contains(unit + 1) != true)
                state = Reducer.Reduce(state, new DrawOut(1, unit));
        Assert.Equal(Lesson.MaxDrawnOut, state.Lesson.Units![1].Count);
        Assert.Equal(state.Lesson.Units[1], Backprop.Studio.Sharing.StateText.Read(Backprop.Studio.Sharing.StateText.Write(state)).Lesson.Units![1]);
    }

    [Fact]
    public void Large_networks_are_undone_as_far_as_memory_goes_and_once_in_any_case()
    {
        var bench = new Workbench();
        // 24 MB of weights: two states of them are within 64 MB, and the lecture's.
        bench.Do(new Load(new Lesson(new([new(ActivationFunction.Identity, new double[3_000, 1_000])], "sum-of-squares"), new double[2_999], new double[1_000], 0.1)));
        for (int n = 0; n < 6; n++)
            bench.Do(new Edit(new(QuantityKind.Weight, 0, 1, n), n));
        Assert.Equal(2, Undone(bench));
        var small = new Workbench();
        for (int n = 0; n < 300; n++)
            small.Do(new Edit(W, n));
        Assert.Equal(200, Undone(small));
    }

    private static int Undone(Workbench bench)
    {
        int count = 0;
        for (; bench.CanUndo; count++)
            bench.Undo();
        return count;
    }
}
