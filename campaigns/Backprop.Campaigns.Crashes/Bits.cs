using Backprop.Files;
using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Campaigns.Crashes;

/// <summary>Every single bit of a small model and of a small checkpoint is flipped; each time reading refuses the file.</summary>
internal static class Bits
{
    public static int Run(string folder)
    {
        string data = Path.Combine(folder, "bits.csv"), model = Path.Combine(folder, "bits.model"), checkpoint = Path.Combine(folder, "bits.state");
        File.WriteAllText(data, "x,y,colour\n" + string.Concat(Enumerable.Range(0, 40).Select(n => $"{n % 7},{n % 5},{(n % 7 > 3 ? "red" : "blue")}\n")));
        var options = new ModelOptions { Recipe = "plain", Hidden = [2], Epochs = 2, Checkpoints = new CheckpointPolicy(checkpoint) };
        Model.Train(Table.Read(data), "colour", options).Save(model);
        int models = Flip(model, path => Model.Load(path)), checkpoints = models < 0 ? -1 : Flip(checkpoint, path => Checkpoint.Load(path));
        foreach (string file in new[] { data, model, checkpoint })
            File.Delete(file);
        if (checkpoints < 0)
            return 1;
        Console.WriteLine($"bits: {models} flips in a model of {models / 8} bytes and {checkpoints} in a checkpoint of {checkpoints / 8} bytes: every one found");
        return 0;
    }

    private static int Flip(string path, Action<string> load)
    {
        load(path);
        byte[] bytes = File.ReadAllBytes(path);
        for (int bit = 0; bit < 8 * bytes.Length; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
            File.WriteAllBytes(path, bytes);
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
            try
            {
                load(path);
                Console.WriteLine($"bits: FAILED: bit {bit % 8} of byte {bit / 8} of {path}");
                return -1;
            }
            catch (ModelFileException)
            {
                // found
            }
        }
        return 8 * bytes.Length;
    }
}
