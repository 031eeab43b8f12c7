using Backprop.Files;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Campaigns.Fuzz;

/// <summary>Checkpoints, from which trainings continue to their end and give models.</summary>
internal sealed class CheckpointTarget() : Target("checkpoints", 80_000)
{
    // A damaged state may be one that diverges: the message names the learning rate or the data, and no model is made.
    public override bool IsDocumented(Exception exception) => exception is ModelFileException or CheckpointException or DivergedException or DataException;

    public override Input Make(Dice dice)
    {
        var (table, target, options, checkpoint) = dice.Of(Samples.Trainings.Value);
        byte[] changed = TensorFile.Change(checkpoint, dice);
        return new Input(changed, () =>
        {
            string path = Path.Combine(Path.GetTempPath(), $"backprop-fuzz-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.checkpoint");
            try
            {
                File.WriteAllBytes(path, changed);
                ModelTarget.Use(Model.Train(table, target, options with { Resume = Checkpoint.Load(path) }), table);
            }
            finally
            {
                File.Delete(path);
            }
        });
    }
}
