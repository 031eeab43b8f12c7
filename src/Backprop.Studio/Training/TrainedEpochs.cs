using Backprop.Networks;
using Backprop.Studio.Data;
using Backprop.Studio.States;
using Backprop.Tabular.Models;
using Backprop.Training;

namespace Backprop.Studio.Training;

/// <summary>The complete epochs of a training on a table, as a model records them.</summary>
/// <param name="Network">A copy of the network of the best epoch.</param>
/// <param name="Result">The training's result.</param>
/// <param name="Choices">The final choices.</param>
/// <param name="HasChanged">Whether the choices changed during training.</param>
internal sealed record TrainedEpochs(Network Network, TrainingResult Result, TrainChoices Choices, bool HasChanged)
{
    /// <summary>The model: what the command line makes from the same table, options and epochs, tested on the held-out rows.</summary>
    /// <param name="table">The table that it was trained on.</param>
    public Model ModelOf(TableRows table)
    {
        int epochs = Result.History.Count;
        ModelOptions options = TrainingSetup.Options(table.Options, Choices) with { Epochs = epochs, Patience = Result.History[0].ValidationError is null ? null : epochs };
        return TrainingPlan.Prepare(table.Source.Table, options).Complete(
            Network, Result, HasChanged ? ["the settings were changed while it was trained: those recorded are the last ones"] : []);
    }
}
