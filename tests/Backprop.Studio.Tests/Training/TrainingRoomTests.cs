using Backprop.Studio.Data;
using Backprop.Studio.States;
using Backprop.Studio.Training;
using Backprop.Tabular.Reading;

namespace Backprop.Studio.Tests.Training;

public sealed class TrainingRoomTests : IDisposable
{
    private readonly Workbench bench = new();
    private readonly DataLibrary library = new(new NamedFiles([]));
    private readonly TrainingRoom room;

    public TrainingRoomTests() => room = new TrainingRoom(bench, library);

    public void Dispose() => room.Dispose();

    [Fact]
    public async Task Choices_that_no_training_can_begin_with_are_reported_and_no_button_starts_it()
    {
        await Choose(new TrainChoices { Activation = "cube" });
        Assert.Contains("cube", room.Problem);
        Assert.False(room.IsReady);
        room.Play();
        Assert.False(room.IsRunning);
        room.Anew();
        Assert.Contains("cube", room.Problem);
        await Choose(new TrainChoices());
        Assert.Null(room.Problem);
        Assert.True(room.IsReady);
    }

    [Fact]
    public async Task An_error_while_data_are_read_is_reported_and_ends_the_reading()
    {
        int told = 0;
        room.Changed += (_, _) => told++;
        await Choose(new TrainChoices { Data = "penguins", Exclude = null! });
        Assert.Contains("bug in the studio", room.Problem);
        Assert.False(room.IsLoading);
        Assert.Equal(2, told);
    }

    [Fact]
    public async Task A_pause_that_nobody_asked_for_is_shown_until_it_continues()
    {
        await Choose(new TrainChoices());
        room.Interrupt("Paused for a test.");
        Assert.Null(room.Said);
        room.Play();
        room.Interrupt("Paused for a test.");
        Assert.Equal("Paused for a test.", room.Said);
        room.Play();
        Assert.Null(room.Said);
        room.Show(isVisible: false);
        Assert.Contains("hidden", room.Said);
        room.Show(isVisible: true);
        Assert.Null(room.Said);
        Assert.True(room.IsRunning);
    }

    [Fact]
    public async Task What_a_shared_state_asks_for_is_trained_once_its_file_is_opened_again()
    {
        TrainChoices shared = new() { Data = "upload:1", Target = "b" };
        await Choose(shared);
        Assert.Contains("Open the file again", room.Problem);
        string key = library.Take("mine.csv", DataSource.Open(new MemoryStream("a,b,c\n1,x,0.5\n2,y,0.25\n4,x,0.125\n3,y,0.75\n5,x,2.5\n"u8.ToArray()), "mine.csv"));
        await Choose(shared with { Data = key });
        Assert.Null(room.Problem);
        Assert.Equal(["x", "y"], room.Data!.Classes);
    }

    private Task Choose(TrainChoices choices)
    {
        bench.Do(new ChooseTraining(choices));
        return room.Follow();
    }
}
