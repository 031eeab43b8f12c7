using Backprop.Files;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;

namespace Backprop.Campaigns.Fuzz;

/// <summary>Model files. What can be read predicts, and is read again as it was written.</summary>
internal sealed class ModelTarget() : Target("models", 400_000)
{
    public override bool IsDocumented(Exception exception) => exception is ModelFileException;

    public override Input Make(Dice dice)
    {
        var (_, table, file) = dice.Of(Samples.Models);
        byte[] changed = TensorFile.Change(file, dice);
        return new Input(changed, () => Use(Model.Load(new MemoryStream(changed), "input"), table));
    }

    /// <summary>Predicts, writes and reads again.</summary>
    public static void Use(Model model, Table table)
    {
        try
        {
            foreach (var prediction in model.Predict(table))
                _ = prediction.ToString();
            _ = model.Evaluate(table);
        }
        catch (DataException)
        {
            // It may be a model of other columns, or without labels that the table has.
        }
        using var written = new MemoryStream();
        model.Save(written);
        written.Position = 0;
        if (Model.Load(written, "the model written again").Network.WeightsSha256() != model.Network.WeightsSha256())
            throw new FaultException("Written and read again it has other weights.");
    }
}
