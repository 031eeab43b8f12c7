using System.Globalization;

namespace Backprop.Benchmarks;

/// <summary>The work that is timed, in the words that every system is given: WORK SIZES BATCH ACTIVATION ERROR OPTIMIZER THREADS.</summary>
/// <param name="Work"><c>train</c>: one step a batch; <c>side-by-side</c>: as many trainings at once as there are threads, each on one thread;
/// <c>predict</c>: the outputs of one batch.</param>
/// <param name="Sizes">Such as <c>784-128-10</c>.</param>
/// <param name="Batch">Rows of a step.</param>
/// <param name="Activation">h of the hidden units: sigmoid, tanh or relu. Outputs: softmax under cross-entropy in training, else identity.</param>
/// <param name="Error"><c>cross-entropy</c> or <c>sum-of-squares</c>.</param>
/// <param name="Optimizer"><c>sgd</c> or <c>adam</c>.</param>
/// <param name="Threads">Threads to compute with.</param>
public sealed record Job(string Work, string Sizes, int Batch, string Activation, string Error, string Optimizer, int Threads)
{
    public const string Usage = "WORK SIZES BATCH ACTIVATION ERROR OPTIMIZER THREADS, such as train 784-128-10 32 relu cross-entropy sgd 1";

    public bool Predicts => Work == "predict";

    public bool IsSideBySide => Work == "side-by-side";

    public int[] Layers => [.. Sizes.Split('-').Select(size => int.Parse(size, CultureInfo.InvariantCulture))];

    public string[] Words =>
        [Work, Sizes, Batch.ToString(CultureInfo.InvariantCulture), Activation, Error, Optimizer, Threads.ToString(CultureInfo.InvariantCulture)];

    public static Job Parse(string[] words) => words is [var work, var sizes, var batch, var activation, var error, var optimizer, var threads]
        ? new Job(work, sizes, int.Parse(batch, CultureInfo.InvariantCulture), activation, error, optimizer, int.Parse(threads, CultureInfo.InvariantCulture))
        : throw new ArgumentException($"expected {Usage}");
}
