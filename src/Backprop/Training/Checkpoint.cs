using System.Collections.ObjectModel;
using Backprop.Files;
using Backprop.Networks;

namespace Backprop.Training;

/// <summary>
/// The state of a training between two steps, read from a file: <see cref="Trainer.Resume"/> continues from it. The file is a network file with additional content, so
/// the weights can be inspected and used as those of any network. It can be resumed once: its memory is then released.
/// </summary>
/// <example>
/// <code>
/// // The same network and options as of the training that was interrupted.
/// using var trainer = new Trainer(network, options);
/// TrainingResult result = trainer.Resume(Checkpoint.Load("xor.checkpoint"), training, checkpoints: new CheckpointPolicy("xor.checkpoint"));
/// </code>
/// </example>
public sealed class Checkpoint
{
    /// <summary>The key of the state's description in the metadata, by which a checkpoint is distinguished from a network file.</summary>
    internal const string MetadataKey = "checkpoint";

    // A century: a longer time is not that of a training, and could not be added to.
    private static readonly TimeSpan MaxElapsed = TimeSpan.FromDays(36525);

    // With the steps of any training added it is still a long.
    private const long MaxSteps = 1L << 61;

    private readonly string name;
    private readonly TrainingIdentity identity;
    private readonly TrainingLimits limits;
    private readonly long firstStep;
    private readonly int bestEpoch;
    private readonly TimeSpan elapsed;
    // The moments and the best weights, three times the network; let go with the resumption, which may take days.
    private SafetensorsFile? content;
    private IReadOnlyDictionary<string, string> expected = ReadOnlyDictionary<string, string>.Empty;

    private Checkpoint(SafetensorsFile file, string name)
    {
        string json = file.Metadata[MetadataKey];
        content = file;
        this.name = name;
        Metadata = file.Metadata;
        Network = NetworkFile.FromFile(file, name);
        var description = CheckpointDescription.Read(json);
        Step = description.Step;
        firstStep = description.FirstStep;
        Epoch = description.Epoch;
        Rows = description.Rows;
        bestEpoch = description.BestEpoch;
        elapsed = TimeSpan.FromTicks(description.Ticks);
        Ended = description.Ended;
        limits = description.Limits;
        identity = new TrainingIdentity(description.Training);
    }

    /// <summary>The checkpoint of each of several networks that are trained side by side; else this one.</summary>
    internal IReadOnlyList<Checkpoint> Members { get => field ?? [this]; private init; }

    /// <summary>Whether a training, of any of the networks, has begun and not ended.</summary>
    internal bool IsUnderWay => Members.Any(member => member.Step > 0) && !Members.All(member => member.Ended);

    /// <summary>Steps done; of several networks, by the first.</summary>
    public long Step { get; }

    /// <summary>The epoch, from 1, that was under way.</summary>
    public int Epoch { get; }

    /// <summary>Rows of this epoch that were done.</summary>
    public int Rows { get; }

    /// <summary>Whether the training had ended there.</summary>
    public bool Ended { get; }

    /// <summary>The network with the weights at that moment.</summary>
    public Network Network { get; }

    /// <summary>The text that was written along with the state (<see cref="CheckpointPolicy.Metadata"/>), and the file's own.</summary>
    internal IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads and checks a checkpoint.</summary>
    /// <exception cref="ModelFileException">The file is damaged or not a checkpoint; the message says where.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not read the file.</exception>
    public static Checkpoint Load(string path)
    {
        var file = SafetensorsFile.Read(path);
        if (!file.Metadata.ContainsKey(MetadataKey))
            throw new ModelFileException($"'{path}' is not a checkpoint: its metadata has no '{MetadataKey}'. A training can be resumed only from a file that it wrote as a checkpoint.");
        return Reading(path, () =>
        {
            Checkpoint[] members = [.. FileMembers.Split(file, path).Select(member => new Checkpoint(member, path))];
            return members.Length == 1 ? members[0] : new Checkpoint(file, path) { Members = members };
        });
    }

    /// <summary>Refuses the checkpoint of another number of networks.</summary>
    /// <exception cref="CheckpointException">It is of more or fewer networks.</exception>
    internal void RequireMembers(int count)
    {
        if (Members.Count != count)
            throw new CheckpointException(FormattableString.Invariant(
                $"'{name}' is a checkpoint of another training: the number of networks was {Members.Count} and is {count}. Resume with the data, the options and the version of the program that it was made with, or start the training again."));
    }

    /// <summary>Makes the checkpoint one that is refused, too, where text that was written along with it is not this text.</summary>
    /// <param name="metadata">Text by name, as given to <see cref="CheckpointPolicy.Metadata"/>.</param>
    /// <returns>The checkpoint itself.</returns>
    internal Checkpoint Expecting(IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        expected = metadata;
        return this;
    }

    /// <summary>Puts the state into a trainer's parts; nothing is changed where it throws.</summary>
    /// <exception cref="CheckpointException">The training is another one.</exception>
    /// <exception cref="ModelFileException">The state contradicts itself.</exception>
    /// <exception cref="InvalidOperationException">It has been resumed from before.</exception>
    internal TrainingState Restore(TrainingIdentity now, Network network, TrainingOptions options, BatchStep step, int rows)
    {
        var differences = identity.Differences(now).ToList();
        if (differences.Count == 0)
        {
            differences.AddRange(limits.Differences(options, firstStep, rows));
            differences.AddRange(expected.Where(text => Metadata.GetValueOrDefault(text.Key) != text.Value).Select(text => $"'{text.Key}' in its metadata differs"));
        }
        if (differences.Count > 0)
            throw new CheckpointException(
                $"'{name}' is a checkpoint of another training: {string.Join("; ", differences)}. Resume with the data, the options and the version of the program "
                + "that it was made with, or start the training again.");
        var file = content ?? throw new InvalidOperationException($"The checkpoint '{name}' has been resumed, and its memory was released; load it again.");
        var restored = Reading(name, () =>
        {
            if (!Network.Parameters.Select(parameter => (parameter.Name, parameter.Count)).SequenceEqual(network.Parameters.Select(parameter => (parameter.Name, parameter.Count))))
                throw new FormatException($"its network {Network.Sizes} is not the {network.Sizes} of its training.");
            var state = State(file, network, options, rows);
            var matrices = CheckpointFile.Matrices(network.Parameters, step, state.Best).Select(entry => (CheckpointTensors.ForMatrix(file, entry.Name, entry.Matrix), entry.Matrix)).ToList();
            double[] scalars = CheckpointTensors.FiniteDoubles(file, CheckpointFile.Scalars, step.Optimizer.Scalars.Length);
            network.Parameters.CopyFrom(Network.Parameters);
            foreach (var (tensor, matrix) in matrices)
                CheckpointTensors.CopyTo(tensor, matrix);
            scalars.CopyTo(step.Optimizer.Scalars, 0);
            step.Count = Step;
            return state;
        });
        content = null;
        return restored;
    }

    private TrainingState State(SafetensorsFile file, Network network, TrainingOptions options, int rows)
    {
        bool adds = firstStep is >= 0 and <= MaxSteps && Epoch >= 1 && Rows >= 0 && Rows <= rows && (Rows % options.BatchSize == 0 || Rows == rows) && bestEpoch >= 0 && bestEpoch < Epoch
            && Step - firstStep == (Epoch - 1) * options.BatchesOf(rows) + options.BatchesOf(Rows) && elapsed >= TimeSpan.Zero && elapsed <= MaxElapsed;
        if (!adds)
            throw new FormatException($"step {Step} from {firstStep}, epoch {Epoch}, row {Rows} of {rows}, the best epoch {bestEpoch} and the time {elapsed} contradict each other.");
        double[] sums = CheckpointTensors.Doubles(file, CheckpointFile.Sums, 3), errors = CheckpointTensors.FiniteDoubles(file, CheckpointFile.Errors);
        bool isSum = double.IsFinite(sums[0]) && double.IsFinite(sums[1]) && sums[1] >= 0 && (Rows > 0 || (sums[0] == 0 && sums[1] == 0));
        if (!isSum)
            throw new FormatException(FormattableString.Invariant($"tensor {CheckpointFile.Sums} has {sums[0]} and {sums[1]}, which are not an error and a weight of {Rows} rows."));
        var state = new TrainingState(network)
        {
            FirstStep = firstStep,
            PlannedSteps = options.PlannedSteps(firstStep, rows),
            Epoch = Epoch,
            Rows = Rows,
            Ended = Ended,
            Error = sums[0],
            Weight = sums[1],
            RowsBefore = (Epoch - 1L) * rows,
            Recorded = (Step - options.BatchesOf(Rows), (Epoch - 1L) * rows),
            Elapsed = elapsed,
            Errors = [.. errors],
        };
        state.History.AddRange(History(file));
        state.Last = state.History.LastOrDefault();
        if (bestEpoch > 0)
        {
            var best = state.History[bestEpoch - 1];
            if (sums[2] != (best.ValidationError ?? best.TrainingError))
                throw new FormatException(FormattableString.Invariant($"tensor {CheckpointFile.Sums} has {sums[2]}, which is not the error of the best epoch {bestEpoch}."));
            state.Best.Set(bestEpoch, sums[2]);
        }
        return errors.Length >= state.History.Count ? state : throw new FormatException($"There are {errors.Length} watched errors for {state.History.Count} epochs.");
    }

    private IEnumerable<EpochResult> History(SafetensorsFile file)
    {
        double[] training = CheckpointTensors.FiniteDoubles(file, CheckpointFile.TrainingErrors, Epoch - 1);
        double[] rates = CheckpointTensors.FiniteDoubles(file, CheckpointFile.LearningRates, Epoch - 1);
        double[] validation = CheckpointTensors.FiniteDoubles(file, CheckpointFile.ValidationErrors);
        if (rates.Any(rate => rate < 0))
            throw new FormatException($"tensor {CheckpointFile.LearningRates} has a learning rate below 0.");
        if (validation.Length != 0 && validation.Length != training.Length)
            throw new FormatException($"There are {validation.Length} validation errors for {training.Length} training errors.");
        return training.Select((error, epoch) => new EpochResult(epoch + 1, error, validation.Length == 0 ? null : validation[epoch], rates[epoch]));
    }

    private static T Reading<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            throw new ModelFileException($"'{name}', checkpoint: {e.Message}", e);
        }
    }
}
