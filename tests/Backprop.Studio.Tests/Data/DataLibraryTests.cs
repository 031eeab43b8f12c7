using System.Security.Cryptography;
using System.Text;
using Backprop.Studio.Data;
using Backprop.Studio.States;
using Backprop.Studio.Training;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Studio.Tests.Data;

public class DataLibraryTests
{
    public static TheoryData<string> Keys => [.. new DataLibrary([]).Choices.Select(choice => choice.Key)];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Built_in_data_are_the_same_for_the_same_seed_and_fit_their_settings(string key)
    {
        TrainChoices choices = new DataLibrary([]).Begin(new TrainChoices(), key);
        DataSet one = await new DataLibrary([]).Load(choices), other = await new DataLibrary([]).Load(choices);
        Assert.Equal(Hash(one.Training), Hash(other.Training));
        Assert.Equal(one.Inputs, one.InputNames.Count);
        Assert.Equal(one.Inputs, one.Typical.Length);
        Assert.Equal(one.Outputs, one.OutputNames.Count);
        using var session = new TrainingSession(one, choices);
        session.StepBatch();
        Assert.Equal(1, (await Stopped(session)).Steps);
    }

    [Fact]
    public async Task Another_seed_makes_other_points()
    {
        var library = new DataLibrary([]);
        TrainChoices choices = library.Begin(new TrainChoices(), "moons");
        Assert.NotEqual(Hash((await library.Load(choices)).Training), Hash((await library.Load(choices with { Seed = 2 })).Training));
    }

    [Fact]
    public async Task Penguins_have_three_species_and_four_numbers_to_draw_over()
    {
        var library = new DataLibrary([]);
        DataSet penguins = await library.Load(library.Begin(new TrainChoices(), "penguins"));
        Assert.Equal(["Adelie", "Chinstrap", "Gentoo"], penguins.Classes);
        Assert.Equal(["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"], penguins.Features.Select(f => f.Name));
        Assert.Equal(344, penguins.Training.Count + penguins.Validation!.Count);
        Feature mass = penguins.Features[3];
        Assert.InRange(mass.Scale.Undo(mass.Least), 1500, 2700);
        Assert.InRange(mass.Scale.Undo(mass.Most), 6300, 7500);
    }

    [Fact]
    public async Task A_table_of_the_user_has_the_target_and_columns_that_are_chosen()
    {
        var library = new DataLibrary([]);
        library.Take("mine.csv", DataSource.Open(new MemoryStream("a,b,c\n1,x,0.5\n2,y,0.25\n4,x,0.125\n3,y,0.75\n5,x,2.5\n"u8.ToArray()), "mine.csv").Table);
        TrainChoices choices = library.Begin(new TrainChoices(), DataLibrary.Upload);
        DataSet set = await library.Load(choices);
        Assert.Equal(["c"], set.OutputNames);
        Assert.False(set.HasClasses);
        set = await library.Load(choices with { Target = "b", Leave = ["c"] });
        Assert.Equal(["x", "y"], set.Classes);
        Assert.Equal(["a"], set.InputNames);
    }

    [Theory]
    [InlineData("file:passwd", "There are no data")]
    [InlineData("file:../../etc/passwd", "There are no data")]
    [InlineData("upload", "Open the file again")]
    public async Task Nothing_is_opened_that_the_command_line_did_not_name(string key, string message)
    {
        var error = await Assert.ThrowsAsync<DataException>(() => new DataLibrary([]).Load(new TrainChoices { Data = key }));
        Assert.Contains(message, error.Message);
    }

    private static async Task<TrainingMoment> Stopped(TrainingSession session)
    {
        while (true)
        {
            var moment = await session.Moment(10);
            if (!moment.IsRunning)
                return moment;
        }
    }

    private static string Hash(Examples examples)
    {
        var text = new StringBuilder();
        var targets = new float[examples.Outputs];
        for (int n = 0; n < examples.Count; n++)
        {
            examples.CopyTargetsTo(n, targets);
            text.AppendJoin(',', examples.Inputs.Row(n).ToArray().Concat(targets)).Append('\n');
        }
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
