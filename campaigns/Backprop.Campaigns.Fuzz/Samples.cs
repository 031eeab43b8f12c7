using System.Globalization;
using System.Text;
using Backprop.Networks;
using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;
using Backprop.Training;
using Backprop.Training.Optimizers;

namespace Backprop.Campaigns.Fuzz;

/// <summary>The valid files that inputs begin with.</summary>
internal static class Samples
{
    public const string Classes = "kind", Numbers = "y";

    /// <summary>Columns of every kind, and classes.</summary>
    public static string ClassesText { get; } = Text("when,a,colour,on,kind", (dice, row) =>
    {
        double a = dice.Normal();
        return string.Create(CultureInfo.InvariantCulture,
            $"{new DateTime(2020, 1, 1).AddHours(dice.Below(50_000)):yyyy-MM-ddTHH:mm},{(dice.OneIn(9) ? "" : $"{a:F3}")},{dice.Of("red", "green", "blue")},{dice.Of("yes", "no")},{(a > 0 ? "large" : dice.Of("small", "none"))}");
    });

    /// <summary>Numbers as people write them, and a number to predict.</summary>
    public static string NumbersText { get; } = Text("price,size,c,y", (dice, row) =>
    {
        double price = dice.Normal() * 1000;
        return string.Create(CultureInfo.InvariantCulture, $"\"${Math.Abs(price):#,##0.00}\",{dice.Normal():F3},{dice.Of("u", "v")},{price / 100 + dice.Normal():F2}");
    });

    private static readonly Lazy<(Model Model, Table Table, byte[] File)[]> All = new(() =>
    [
        Trained(ClassesText, Classes), Trained(NumbersText, Numbers), Images(), Bare(), Trained(ClassesText, Classes, members: 2),
    ]);

    /// <summary>Models with tables that they predict.</summary>
    public static IReadOnlyList<(Model Model, Table Table, byte[] File)> Models => All.Value;

    public static Table Read(string text) => Table.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "sample");

    /// <summary>IDX content.</summary>
    public static byte[] Idx(byte[] values, params int[] sizes)
    {
        byte[] head = [0, 0, 8, (byte)sizes.Length, .. sizes.SelectMany(size => new[] { (byte)(size >> 24), (byte)(size >> 16), (byte)(size >> 8), (byte)size })];
        return [.. head, .. values];
    }

    private static string Text(string header, Func<Dice, int, string> line)
    {
        var dice = new Dice(1, header, 0);
        return $"{header}\n{string.Join('\n', Enumerable.Range(0, 40).Select(row => line(dice, row)))}\n";
    }

    private static (Model, Table, byte[]) Trained(string text, string target, int members = 1)
    {
        var table = Read(text);
        return Sample(Model.Train(table, target, new ModelOptions { Recipe = "plain", Members = members, Epochs = 4, Hidden = [5], Threads = 1 }), table);
    }

    private static (Model, Table, byte[]) Images()
    {
        var dice = new Dice(1, "images", 0);
        const int Count = 30;
        var labels = Enumerable.Range(0, Count).Select(_ => dice.Below(3)).ToArray();
        var table = new Table([new ImageColumn("image", 3, 3, dice.Bytes(9 * Count)), new CategoryColumn("label", ["0", "1", "2"], labels)]);
        return Sample(Model.Train(table, "label", new ModelOptions { Recipe = "plain", Epochs = 2, Hidden = [3], Threads = 1 }), table);
    }

    private static (Model, Table, byte[]) Bare() => Sample(new Model(new Network([3, 4, 2], new NetworkOptions { Dropout = 0.25 })), Read("a,b,c\n1,2,3\n-1,0,0.5\n"));

    private static (Model, Table, byte[]) Sample(Model model, Table table)
    {
        using var file = new MemoryStream();
        model.Save(file);
        return (model, table, file.ToArray());
    }

    /// <summary>A training that was interrupted, and how to resume it.</summary>
    public sealed record Training(Table Table, string Target, ModelOptions Options, byte[] Checkpoint);

    public static Lazy<Training[]> Trainings { get; } = new(() =>
    [
        Interrupted(ClassesText, Classes, new ModelOptions { Recipe = "plain", Epochs = 4, Hidden = [4], Threads = 1, BatchSize = 8 }),
        Interrupted(NumbersText, Numbers, new ModelOptions { Recipe = "plain", Epochs = 5, Hidden = [], Threads = 1, Optimizer = Optimizer.Parse("momentum"), BatchSize = 8 }),
        Interrupted(ClassesText, Classes, new ModelOptions { Recipe = "plain", Members = 2, Epochs = 4, Hidden = [4], Threads = 1, BatchSize = 8 }),
    ]);

    private static Training Interrupted(string text, string target, ModelOptions options)
    {
        var table = Read(text);
        string path = Path.GetTempFileName();
        try
        {
            using var stop = new CancellationTokenSource();
            try
            {
                Model.Train(table, target, options with { Checkpoints = new CheckpointPolicy(path) { EveryEpoch = true } }, new StopAt(3, stop), stop.Token);
            }
            catch (OperationCanceledException)
            {
            }
            return new(table, target, options, File.ReadAllBytes(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private sealed class StopAt(int epoch, CancellationTokenSource stop) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Epoch >= epoch)
                stop.Cancel();
        }
    }
}
