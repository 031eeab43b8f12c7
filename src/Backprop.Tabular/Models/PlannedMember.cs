using Backprop.Networks;
using Backprop.Numerics.Randomness;
using Backprop.Training;

namespace Backprop.Tabular.Models;

/// <summary>One of the networks that a plan trains.</summary>
/// <param name="Network">The network with its initial weights.</param>
/// <param name="Options">How it will be trained.</param>
/// <param name="Training">Its training rows.</param>
/// <param name="Validation">Its validation rows; there may be none.</param>
internal sealed record PlannedMember(Network Network, TrainingOptions Options, EncodedRows Training, EncodedRows Validation)
{
    /// <summary>The seed of the k-th network, from 0: that of the options for the first, and one derived from it for each other.</summary>
    public static ulong Seed(ulong seed, int member) => member == 0 ? seed : RandomStream.Seed(seed, member);
}

/// <summary>One of the networks of a plan after its training.</summary>
/// <param name="Number">Which one of the plan, from 0; where validation rows are folds, that of its fold.</param>
/// <param name="Network">The network with the weights of its best epoch.</param>
/// <param name="Result">How the training went.</param>
internal sealed record TrainedMember(int Number, Network Network, TrainingResult Result);
