using Backprop.Benchmarks.Workers;

namespace Backprop.Benchmarks.Rows;

/// <summary>What a row should reach: the peer's time over ours, both on the same number of threads unless the peer has one only.</summary>
internal sealed record Target(Peer Peer, int Threads, double Ratio, string Text);

/// <summary>A row of a table: one piece of work, and who does it.</summary>
/// <param name="Group">The table.</param>
/// <param name="Job">The work; its threads are replaced by those of each contender.</param>
/// <param name="Contenders">Systems and their numbers of threads.</param>
/// <param name="Targets">What should be reached.</param>
internal sealed record Row(Group Group, Job Job, IReadOnlyList<(Peer Peer, int Threads)> Contenders, IReadOnlyList<Target> Targets)
{
    public string Name => Job.Predicts
        ? $"{Job.Sizes} {Job.Activation}, {(Job.Batch == 1 ? "one row" : $"{Job.Batch:N0} rows")}"
        : $"{Job.Sizes} {Job.Activation}, batch {Job.Batch}, {Job.Optimizer}, {Job.Error}";

    /// <summary>Whether it is the steps of one training.</summary>
    public bool IsTraining => Group is Group.Training or Group.Others;

    /// <summary>
    /// Floating-point operations of a step's products: 2·B·D·M a layer for predictions, the same again for the derivatives, and again for the deltas of
    /// every layer but the first.
    /// </summary>
    public double Operations
    {
        get
        {
            int[] sizes = Job.Layers;
            double sum = 0;
            for (int l = 1; l < sizes.Length; l++)
                sum += 2.0 * Job.Batch * sizes[l - 1] * sizes[l] * (Job.Predicts ? 1 : l == 1 ? 2 : 3);
            return sum;
        }
    }

    public double Parameters => Job.Layers.Zip(Job.Layers.Skip(1), (d, m) => (d + 1.0) * m).Sum();

    /// <summary>
    /// Bytes of parameters and optimizer state that a step must at least read or write: weights forward, weights back (but for the first layer), and for
    /// the update weights and each state read and written.
    /// </summary>
    public double Bytes
    {
        get
        {
            if (Job.Predicts)
                return 4 * Parameters;
            double first = (Job.Layers[0] + 1.0) * Job.Layers[1];
            return 4 * Parameters + 4 * (Parameters - first) + (Job.Optimizer == "adam" ? 24 : 8) * Parameters;
        }
    }
}

internal enum Group
{
    Training,
    Others,
    Prediction,
    SideBySide,
}
