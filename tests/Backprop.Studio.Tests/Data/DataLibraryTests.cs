using System.Globalization;
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
    public static TheoryData<string> Keys => [.. new DataLibrary(new NamedFiles([])).Choices.Select(choice => choice.Key)];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Built_in_data_are_the_same_for_the_same_seed_and_fit_their_settings(string key)
    {
        TrainChoices choices = new DataLibrary(new NamedFiles([])).Begin(new TrainChoices(), key);
        DataSet one = await new DataLibrary(new NamedFiles([])).Load(choices), other = await new DataLibrary(new NamedFiles([])).Load(choices);
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
        var library = new DataLibrary(new NamedFiles([]));
        TrainChoices choices = library.Begin(new TrainChoices(), "moons");
        Assert.NotEqual(Hash((await library.Load(choices)).Training), Hash((await library.Load(choices with { Seed = 2 })).Training));
    }

    [Fact]
    public async Task Penguins_have_three_species_and_four_numbers_to_draw_over()
    {
        var library = new DataLibrary(new NamedFiles([]));
        DataSet penguins = await library.Load(library.Begin(new TrainChoices(), "penguins"));
        Assert.Equal(["Adelie", "Chinstrap", "Gentoo"], penguins.Classes);
        Assert.Equal(["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"], penguins.Features.Select(f => f.Name));
        Assert.Equal(344, penguins.Training.Count + penguins.Validation!.Count + penguins.Table!.TestRows);
        Feature mass = penguins.Features[3];
        Assert.InRange(mass.Scale.Undo(mass.Min), 1500, 2700);
        Assert.InRange(mass.Scale.Undo(mass.Max), 6300, 7500);
    }

    [Fact]
    public async Task A_table_of_the_user_has_the_target_and_columns_that_are_chosen()
    {
        var library = new DataLibrary(new NamedFiles([]));
        TrainChoices choices = library.Begin(new TrainChoices(), library.Take("mine.csv", Read("a,b,c\n1,x,0.5\n2,y,0.25\n4,x,0.125\n3,y,0.75\n5,x,2.5\n")));
        DataSet set = await library.Load(choices);
        Assert.Equal(["c"], set.OutputNames);
        Assert.False(set.HasClasses);
        set = await library.Load(choices with { Target = "b", Exclude = ["c"] });
        Assert.Equal(["x", "y"], set.Classes);
        Assert.Equal(["a"], set.InputNames);
    }

    [Fact]
    public async Task A_second_file_is_other_data_than_the_first()
    {
        var library = new DataLibrary(new NamedFiles([]));
        TrainChoices first = library.Begin(new TrainChoices(), library.Take("mine.csv", Read("a,b\n1,0.5\n2,0.25\n3,0.75\n")));
        TrainChoices second = library.Begin(first, library.Take("mine.csv", Read("a,b\n1,0.5\n2,0.25\n3,0.75\n4,0.5\n5,0.125\n")));
        Assert.False(second.HasDataOf(first));
        DataSet set = await library.Load(second);
        Assert.Equal(5, set.Training.Count + set.Validation!.Count + set.Table!.TestRows);
        Assert.Contains("Open the file again", (await Assert.ThrowsAsync<DataException>(() => library.Load(first))).Message);
    }

    [Fact]
    public async Task A_target_of_too_many_labels_is_refused_and_is_not_the_usual_one()
    {
        var library = new DataLibrary(new NamedFiles([]));
        string rows = string.Concat(Enumerable.Range(0, 1500).Select(n => string.Create(CultureInfo.InvariantCulture, $"{n % 7},{(n % 3 == 0 ? "x" : "y")},name{n}\n")));
        string key = library.Take("names.csv", Read("size,kind,name\n" + rows));
        Assert.Equal(new[] { "size", "kind", "name" }, library.ColumnsOf(key)!.Targets);
        DataSet set = await library.Load(library.Begin(new TrainChoices(), key));
        Assert.Equal(["x", "y"], set.Classes);
        var error = await Assert.ThrowsAsync<DataException>(() => library.Load(new TrainChoices { Data = key, Target = "name" }));
        Assert.Contains("1,500 different labels", error.Message);
    }

    [Fact]
    public async Task A_number_is_learned_standardized_and_shown_in_its_own_unit()
    {
        var library = new DataLibrary(new NamedFiles([]));
        string rows = string.Concat(Enumerable.Range(0, 200).Select(n => string.Create(CultureInfo.InvariantCulture, $"{n % 20 / 10.0},{3000 + 100 * (n % 20)}.5\n")));
        DataSet set = await library.Load(library.Begin(new TrainChoices(), library.Take("mass.csv", Read("length,mass\n" + rows))));
        float[] target = new float[1];
        double[] masses = [.. Enumerable.Range(0, set.Training.Count).Select(n =>
        {
            set.Training.CopyTargetsTo(n, target);
            return set.TargetScale.Undo(target[0]);
        })];
        Assert.Equal(3000.5, masses.Min(), 1e-3);
        Assert.Equal(4900.5, masses.Max(), 1e-3);
        Assert.True(set.IsStandardized);
    }

    [Fact]
    public async Task Files_of_one_name_are_distinguished_and_a_folder_of_tables_gives_each_of_them()
    {
        string folder = Directory.CreateTempSubdirectory("backprop-studio-").FullName;
        try
        {
            foreach (string name in new[] { "a", "b" })
            {
                Directory.CreateDirectory(Path.Combine(folder, name));
                await File.WriteAllTextAsync(Path.Combine(folder, name, "data.csv"), $"x,t\n1,{name}\n2,other\n3,{name}\n4,other\n", TestContext.Current.CancellationToken);
            }
            var library = new DataLibrary(new NamedFiles([Path.Combine(folder, "a", "data.csv"), Path.Combine(folder, "b")]));
            DataChoice[] named = [.. library.Choices.Where(choice => choice.Key.StartsWith("file:", StringComparison.Ordinal))];
            Assert.Equal([Path.Combine("a", "data.csv"), Path.Combine("b", "data.csv")], named.Select(choice => choice.Title));
            foreach ((DataChoice choice, string label) in named.Zip(["a", "b"]))
                Assert.Equal([label, "other"], (await library.Load(library.Begin(new TrainChoices(), choice.Key))).Classes);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("file:passwd", "There are no data")]
    [InlineData("file:../../etc/passwd", "There are no data")]
    [InlineData("upload", "Open the file again")]
    public async Task Nothing_is_opened_that_the_command_line_did_not_name(string key, string message)
    {
        var error = await Assert.ThrowsAsync<DataException>(() => new DataLibrary(new NamedFiles([])).Load(new TrainChoices { Data = key }));
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

    private static DataSource Read(string text) => DataSource.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), "mine.csv");

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
