using System.Globalization;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Numerics.Threads;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Tabular.Models;

/// <summary>
/// A training that is ready to begin: what was found in the data, and all options. Created by <see cref="Prepare(Table, ModelOptions)"/>; use it on one thread
/// only.
/// </summary>
/// <example>
/// <code>
/// // One network can be advanced step by step; several, which the default recipe has, are trained by Train.
/// TrainingPlan plan = TrainingPlan.Prepare(table, new ModelOptions { Recipe = "plain", Targets = ["species"], Epochs = 10 });
/// using ModelTraining training = plan.Begin();
/// while (training.Run.Advance(TimeSpan.FromMilliseconds(100)))
///     Console.WriteLine($"epoch {training.Run.Progress.Epoch} of at most {training.Run.Progress.Epochs}");
/// Model model = training.Complete();
/// </code>
/// </example>
public sealed class TrainingPlan
{
    /// <summary>The number of networks from which a recipe uses folds: with fewer, each would be trained on too few rows.</summary>
    private const int FewestFolds = 4;

    private readonly ModelOptions options;
    private readonly ModelEncoding encoding;
    private readonly PlanRows encoded;
    private readonly RowParts division;
    private readonly IReadOnlyList<PlannedMember> planned;
    private readonly DataFormat? format;

    private TrainingPlan(
        ModelOptions options, TaskChoice task, ModelEncoding encoding, IReadOnlyList<PlannedMember> members, RowParts division, PlanRows rows, DataFormat? source,
        IReadOnlyList<string> notes)
    {
        this.options = options;
        planned = members;
        (this.division, encoded) = (division, rows);
        this.encoding = encoding;
        Task = task;
        format = encoding.Inputs is null ? null : ModelFormat.Of(encoding.Inputs, encoding.Targets!, source, options.RowWeights);
        DataNotes =
        [
            .. (encoding.Inputs?.Ignored ?? []).Select(column => column.ToString()),
            .. (encoding.Inputs?.Columns ?? []).OfType<CategoryEncoder>().Select(column => column.SharingNote).OfType<string>(), .. notes,
        ];
        Notes = [.. DataNotes, .. NotesOf("training rows", rows.Training.Notes), .. NotesOf("validation rows", rows.Validation.Notes), .. NotesOf("test rows", rows.Test.Notes)];
    }

    /// <summary>What is learned, and why.</summary>
    internal TaskChoice Task { get; }

    /// <summary>The encoder of the inputs; null for a bare network, which reads numbers by position.</summary>
    internal InputEncoder? Inputs => encoding.Inputs;

    /// <summary>The encoder of the targets; null for a bare network.</summary>
    internal TargetEncoder? Targets => encoding.Targets;

    /// <summary>The network with its initial weights; of several the first.</summary>
    public Network Network => planned[0].Network;

    /// <summary>The number of networks.</summary>
    public int Members => planned.Count;

    /// <summary>The number of folds of the training rows, one for the validation of each network; 0 where validation rows are apart, or there are none.</summary>
    public int Folds => division.Folds.Length == 0 ? 0 : planned.Count;

    /// <summary>How it will be trained, with every choice made; of several networks the first.</summary>
    public TrainingOptions TrainingOptions => planned[0].Options;

    /// <summary>The training rows.</summary>
    public Examples Training => encoded.Training.Examples;

    /// <summary>The validation rows that have a known target; there may be none, and there are none apart where they are <see cref="Folds"/>.</summary>
    public Examples Validation => encoded.Validation.Examples;

    /// <summary>The number of training rows.</summary>
    public int TrainingRows => encoded.Training.Examples.Count;

    /// <summary>The number of validation rows; in <see cref="Folds"/> each training row is one.</summary>
    public int ValidationRows => Folds > 0 ? TrainingRows : encoded.Validation.Rows;

    /// <summary>The number of test rows.</summary>
    public int TestRows => encoded.Test.Rows;

    /// <summary>What the user should know about the data, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The notes that are not about one part of the rows.</summary>
    internal IReadOnlyList<string> DataNotes { get; }

    /// <summary>The number of test rows that have the inputs and the target of a training row.</summary>
    internal int RepeatedTestRows { get; private init; }

    /// <summary>The recipe's name.</summary>
    internal string RecipeName => options.Recipe!;

    /// <summary>Inspects a table, chooses the options that are not given, and encodes the rows.</summary>
    /// <param name="table">The data.</param>
    /// <param name="options">The target and how to train.</param>
    /// <exception cref="ArgumentException">Options out of range or incompatible; the message lists all of them.</exception>
    /// <exception cref="DataException">The data do not allow it; the message says what, where and what to do.</exception>
    public static TrainingPlan Prepare(Table table, ModelOptions options) => Prepare(table, options, given: null);

    /// <param name="table">The data.</param>
    /// <param name="options">The target and how to train.</param>
    /// <param name="given">The rows to learn from and the test rows, see <see cref="RowParts.Of"/>.</param>
    /// <inheritdoc cref="Prepare(Table, ModelOptions)"/>
    internal static TrainingPlan Prepare(Table table, ModelOptions options, (int[] Learned, int[] Test)? given)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Violations() is { Count: > 0 } violations)
            throw new ArgumentException(string.Join(" ", violations), nameof(options));
        var task = ChooseTask(table, options);
        bool isClassification = task.Task == TargetTask.Classification;
        var recipe = Recipe.Of(options);
        var asked = options;
        options = recipe.Complete(options with { Recipe = recipe.Name }, task.Task);
        NetworkChoice.Check(options, isClassification);
        var targets = options.WarmStart?.Encoding.TargetColumns(table) ?? [.. options.Targets.Select(name => TaskChoice.Require(table, name))];
        int Members(int rows) => options.WarmStart?.Members.Count ?? options.Members ?? recipe.Members(rows, table, options);
        int Folds(int rows) => options.ValidationFolds == true && Members(rows) is var count && (count >= FewestFolds || options.Members is not null) ? Math.Min(count, rows / 2) : 0;
        var rows = RowParts.Of(table, targets, isClassification, options, Folds, given);
        if (asked.ValidationFolds == true && rows.Validation.Length > 0)
            throw new DataException($"The column '{options.SplitColumn}' has validation rows, so these cannot be folds. Leave out the folds, or write train for these rows.");
        var encoders = options.WarmStart?.Encoding.For(table, rows.Training) ?? Fit(table, rows.Training, task.Task, options);
        var testTable = options.TestTable ?? table;
        int[] testRows = options.TestTable is null ? rows.Test : [.. Enumerable.Range(0, testTable.Rows)];
        EncodedRows[] parts =
        [
            EncodedRows.Encode(encoders, table, rows.Training, options.RowWeights),
            EncodedRows.Encode(encoders, table, rows.Validation, options.RowWeights),
            EncodedRows.Encode(encoders, testTable, testRows, options.RowWeights),
        ];
        if (parts[0].Examples.Count == 0)
            throw new DataException("No row has a target that the model to start from knows.");
        if (options.ClassWeights is { } ofClasses)
        {
            double[] weights = parts[0].WeightsOfClasses(ofClasses, encoders.Classes!);
            parts = [parts[0].WithClassWeights(weights), parts[1].WithClassWeights(weights), parts[2]];
        }
        if (options.WarmStart is null)
            options = options with { Hidden = options.Hidden ?? recipe.Hidden(parts[0].Examples.Count + parts[1].Examples.Count) };
        int count = rows.Folds.Length > 0 ? rows.Folds.Max() + 1 : Members(parts[0].Examples.Count);
        var members = MembersOf(recipe, ref options, encoders, parts, rows.Folds, count);
        foreach (var part in parts)
            NetworkChoice.CheckTargets(members[0].Network, encoders, part.Examples, targets);
        var notes = NotesOf(asked, rows.Folds.Length > 0 ? rows.Folds.Length : parts[1].Rows, count).ToList();
        if (rows.Unlabelled > 0)
            notes.Add(new EncodingNote(EncodingNoteKind.MissingTarget, string.Join(", ", targets.Select(column => column.Name)), rows.Unlabelled, []).ToString());
        if (encoders is { Inputs: { } inputs, Classes: { } classes })
        {
            notes.AddRange(TellingColumns.Notes(table, rows.Training, inputs, classes));
            notes.AddRange(TellingColumns.SortedNotes(table, rows.Training, inputs, classes));
        }
        if (encoders.Classes?.AlikeNote is { } alike)
            notes.Add(alike);
        notes.AddRange(OutlierNotes.Of(table, rows.Training, encoders, options.Extrapolate));
        if (options is { Group: { } group, TestTable: { } apart } && RowCodes.SharedGroups(table, rows.Training, apart, group) is > 0 and var shared)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{shared} of {apart.Rows} test rows {(shared == 1 ? "is" : "are")} in groups of '{group}' that also have training rows"));
        int repeated = RepeatedRows.Count(parts[2], parts[0]);
        if (repeated > 0)
            notes.Add(RepeatedNote(repeated, parts[2].Rows));
        return new TrainingPlan(options, task, encoders, members, rows, new PlanRows(encoders, parts, rows.Folds), table.Format, notes) { RepeatedTestRows = repeated };
    }

    /// <summary>Trains, and computes the metrics of the result on all parts.</summary>
    /// <param name="progress">Called a few times a second and at the end of every epoch, on the calling thread.</param>
    /// <param name="cancellation">
    /// Ends the training within a step, without a model. Once it has ended by itself, there is a model in any case: only metrics that are not yet computed stay empty,
    /// and a note says so.
    /// </param>
    /// <param name="finish">
    /// Ends the training equally soon, with the model of the best epoch so far (of the last complete one without validation rows): the model, its history and its
    /// metrics are those of a training with the number of completed epochs, and its record says <see cref="TrainingEnd.Request"/>. Once training has ended by itself it
    /// does what <paramref name="cancellation"/> does.
    /// </param>
    /// <exception cref="DivergedException">Weights, or an error on any part of the rows, are not finite.</exception>
    /// <exception cref="CheckpointException">The checkpoint to resume is of another training; the message lists every difference.</exception>
    /// <exception cref="IOException">The first checkpoint could not be written.</exception>
    /// <exception cref="OperationCanceledException">
    /// Cancelled: there is no model, but a last checkpoint where checkpoints are on; where that failed, the inner exception says why. Also thrown, with the
    /// token <paramref name="finish"/>, where that came before an epoch was complete.
    /// </exception>
    public Model Train(IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default, CancellationToken finish = default)
    {
        using var begun = Begin(keepsLast: finish.CanBeCanceled);
        begun.Train(progress, cancellation, finish);
        return begun.Complete(cancellation, finish);
    }

    /// <summary>Begins the training, or resumes it from the checkpoint of the options; the caller advances it.</summary>
    /// <param name="keepsLast">Whether it can be finished within an epoch where there are no validation rows, see <see cref="Trainer.Begin"/>.</param>
    /// <exception cref="CheckpointException">The checkpoint to resume is of another training; the message lists every difference.</exception>
    /// <exception cref="IOException">The first checkpoint could not be written.</exception>
    public ModelTraining Begin(bool keepsLast = true)
    {
        var metadata = CheckpointMetadata();
        // The format of the data is not part of the training: they may be saved in another one before it is resumed.
        var checkpoints = options.Checkpoints is { } policy
            ? policy with { Metadata = new Dictionary<string, string>(ModelFile.Metadata(null, null, format).Concat(metadata), StringComparer.Ordinal) } : null;
        options.Resume?.RequireMembers(Members);
        int threads = TrainingOptions.Threads > 0 ? TrainingOptions.Threads : Environment.ProcessorCount, atOnce = Math.Min(threads, Members);
        var parts = checkpoints is null ? null : new MemberCheckpoints(checkpoints, Members);
        var begun = new List<(Trainer Trainer, TrainingRun Run)>();
        try
        {
            foreach (var (k, member) in planned.Index())
            {
                var watched = member.Validation.Examples.Count > 0 ? member.Validation.Examples : null;
                var trainer = new Trainer(member.Network, Members == 1 ? member.Options : member.Options with { Threads = threads / atOnce }, member.Training.Examples.Count);
                begun.Add((trainer, null!));
                begun[k] = (trainer, options.Resume?.Members[k] is { } checkpoint
                    ? trainer.BeginFrom(checkpoint.Expecting(metadata), member.Training.Examples, watched, parts?.Of(k), keepsLast)
                    : trainer.Begin(member.Training.Examples, watched, parts?.Of(k), keepsLast));
            }
            return new ModelTraining(this, begun, Members == 1 ? begun[0].Trainer.Threads : threads, atOnce);
        }
        catch
        {
            foreach (var (trainer, _) in begun)
                trainer.Dispose();
            throw;
        }
    }

    /// <summary>The model of a training of this plan that was done step by step with a <see cref="Trainer"/>, with its metrics on all parts.</summary>
    /// <param name="network">The network with the weights of the best epoch. It is kept, not copied.</param>
    /// <param name="result">The training's result.</param>
    /// <param name="notes">Further notes for the user, one sentence each.</param>
    /// <exception cref="ArgumentException">Another network than that of the plan.</exception>
    /// <exception cref="DivergedException">An error, on any part of the rows, is not finite.</exception>
    internal Model Complete(Network network, TrainingResult result, params IEnumerable<string> notes)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(result);
        if (network.Sizes != Network.Sizes)
            throw new ArgumentException($"The plan is for a network {Network.Sizes}, but {network.Sizes} was trained.", nameof(network));
        return Complete([new TrainedMember(0, network, result)], duration: null, threads: null, CancellationToken.None, notes);
    }

    /// <summary>The model of trained networks, with its metrics on all parts.</summary>
    /// <param name="trained">At least one of the plan's networks, with the weights of its best epoch. They are kept, not copied.</param>
    /// <param name="duration">How long it took where they were trained side by side; null to add their own times.</param>
    /// <param name="threads">The threads that were used; null where not known.</param>
    /// <param name="cancellation">Ends the evaluation.</param>
    /// <param name="further">Further notes for the user.</param>
    internal Model Complete(IReadOnlyList<TrainedMember> trained, TimeSpan? duration, int? threads, CancellationToken cancellation, IEnumerable<string>? further = null)
    {
        bool isEarly = trained.Count < Members || trained.Any(member => member.Result.End == TrainingEnd.Request);
        var first = trained[0].Result;
        MemberRecord[] records = Members == 1 ? [] : [.. trained.Select(member => new MemberRecord(
            PlannedMember.Seed(options.Seed, member.Number), member.Result.History.Count, member.Result.BestEpoch, member.Result.History[member.Result.BestEpoch - 1].ValidationError))];
        using var processor = new Processor(TrainingOptions.Threads);
        var settled = options.Calibration == true ? encoded.Calibrate(trained, TrainingOptions, processor, cancellation) : new CalibratedMembers(trained);
        var bounds = options.Coverage is > 0 and var coverage && encoding.Inputs is not null && ValidationRows >= ConformalBounds.RowsFor(coverage) ? encoded.Bounds(settled, coverage, processor, cancellation) : null;
        var measured = encoded.Measure(settled, bounds, processor, cancellation);
        return new Model(encoding, settled.Members.Select(member => member.Network), new TrainingRecord
        {
            Settings = TrainingSettings.Of(options, trained[0].Network, TrainingOptions, Members, Folds),
            End = isEarly ? TrainingEnd.Request : first.End,
            Steps = first.Steps,
            BestEpoch = first.BestEpoch,
            History = first.History,
            Training = measured[0]?.Report ?? PartMetrics.Empty,
            Validation = measured[1]?.Report ?? PartMetrics.Empty,
            Test = measured[2]?.Report ?? PartMetrics.Empty,
            Notes = [.. Notes, .. further ?? [], .. trained.Count < Members ? new[] { LeftOut(trained.Count) } : [], .. settled.Notes, .. NotesOf(measured)],
            BaselineValues = encoded.Baseline,
            RowWeights = options.RowWeights,
            TestNotes = [.. encoded.Test.Notes, .. measured[2]?.Notes ?? []],
            Rows = TrainedRows.Of(division, encoded.Training, encoded.Validation, encoded.Test),
            Members = records,
            Temperature = settled.Temperature,
            IsGuess = settled.AreGuess,
            Duration = duration ?? TimeSpan.FromTicks(trained.Sum(member => member.Result.Duration.Ticks)),
            RowsSeen = trained.Sum(member => member.Result.Rows),
            Threads = threads,
        }, format, bounds);
    }

    private string LeftOut(int kept) => string.Create(CultureInfo.InvariantCulture,
        $"{kept} of {Members} networks had completed an epoch when the training was ended; the model has {(kept == 1 ? "this one" : "these")}");

    /// <summary>What is asked for and cannot be given, one sentence each.</summary>
    /// <param name="asked">The options as they were given.</param>
    /// <param name="validation">Validation rows; in folds all of them.</param>
    /// <param name="members">The number of networks.</param>
    private static IEnumerable<string> NotesOf(ModelOptions asked, int validation, int members)
    {
        if (asked.Coverage is > 0 and var coverage && validation < ConformalBounds.RowsFor(coverage))
            yield return string.Create(CultureInfo.InvariantCulture, $"there are no intervals or sets: a coverage of {coverage} needs {ConformalBounds.RowsFor(coverage)} validation rows, and there are {validation}");
        if (asked.Calibration == true && validation == 0)
            yield return "there is no calibration, because there are no validation rows";
        if (asked.Members > members)
            yield return string.Create(CultureInfo.InvariantCulture, $"the rows, or groups, are enough for {members} folds, so there are {members} networks instead of {asked.Members}");
    }

    /// <summary>What a checkpoint holds besides the training: the encoders, and the rows that the model is tested on in the end.</summary>
    private Dictionary<string, string> CheckpointMetadata()
    {
        var metadata = ModelFile.Metadata(Inputs, Targets);
        if (options.Checkpoints is not null || options.Resume is not null)
            metadata.Add("test_rows", encoded.Test.Examples.Sha256());
        return metadata;
    }

    /// <summary>The networks, each with its seed, its first weights and its rows. Adds the recipe's groups of parameters to the options.</summary>
    private static List<PlannedMember> MembersOf(Recipe recipe, ref ModelOptions options, ModelEncoding encoders, EncodedRows[] parts, int[] folds, int count)
    {
        var members = new List<PlannedMember>();
        TrainingOptions? settings = null;
        for (int k = 0; k < count; k++)
        {
            var (learned, watched) = (parts[0], parts[1]);
            if (folds.Length > 0)
            {
                learned = parts[0].Select([.. Enumerable.Range(0, folds.Length).Where(row => folds[row] != k)]);
                watched = parts[0].Select([.. Enumerable.Range(0, folds.Length).Where(row => folds[row] == k)]);
                if (!learned.AnyCounts || !watched.AnyCounts)
                    throw new DataException($"The rows with a weight above 0 are too few for {count} folds. Choose fewer networks, or a share of validation rows.");
            }
            ulong seed = PlannedMember.Seed(options.Seed, k);
            var network = options.WarmStart?.Members[k] ?? NetworkChoice.Make(encoders, learned.Examples.Count, options with { Seed = seed });
            if (options.WarmStart is null && options.Initializer == Initializer.DataDriven)
                DataDrivenStart.Fill(network, learned.Examples, seed);
            if (settings is null)
            {
                options = options with { Groups = [.. recipe.Groups(network, options), .. options.Groups] };
                Treatment.Check(network, options.Groups);
                settings = options.Resolve(recipe.Training(
                    learned.Examples.Count, watched.Examples.Count, network, options.WarmStart is { IsBare: true }, TrainingSize.Of(network, encoders.Inputs, count), options));
            }
            members.Add(new PlannedMember(network, settings with { Seed = seed }, learned, watched));
        }
        return members;
    }

    internal static TaskChoice ChooseTask(Table table, ModelOptions options)
    {
        if (options.WarmStart is { } from)
            return new TaskChoice(from.Task, "the task of the model to start from");
        var natural = TaskChoice.For(table, options.Targets);
        return options.Task is { } task && task != natural.Task ? new TaskChoice(task, "as chosen") : natural;
    }

    private static ModelEncoding Fit(Table table, int[] rows, TargetTask task, ModelOptions options)
    {
        IEnumerable<string> leave = options.Exclude.Concat(options.Targets);
        foreach (string? column in new[] { options.SplitColumn, options.Group, options.RowWeights })
        {
            if (column is not null)
                leave = leave.Append(column);
        }
        foreach (string column in options.Exclude.Concat(options.Keep))
            ColumnValues.Require(table, column, "was given");
        var targets = TargetEncoder.Fit(
            table, rows, options.Targets, task, NetworkChoice.StandardizesTargets(options), NetworkChoice.HasOneOutputForTwoClasses(options), options.Extrapolate);
        var inputs = new EncodingOptions
        {
            Exclude = [.. leave],
            Keep = options.Keep,
            Classes = task == TargetTask.Classification ? options.Targets[0] : null,
            Extrapolate = options.Extrapolate,
            CodesFrom = options.EmbeddingsFrom,
            Scaling = options.NumberScaling ?? NumberScaling.Standard,
        };
        return new ModelEncoding(InputEncoder.Fit(table, rows, inputs), targets);
    }

    private static string RepeatedNote(int repeated, int rows) => string.Create(CultureInfo.InvariantCulture,
        $"{repeated} of {rows} test rows {(repeated == 1 ? "has" : "have")} the inputs and the target of a training row: if these are copies, the test metrics say less about new rows");

    private static IEnumerable<string> NotesOf(string part, IReadOnlyList<EncodingNote> notes) => notes.Select(note => $"{part}: {note}");

    /// <summary>The notes of the evaluation.</summary>
    private static IEnumerable<string> NotesOf(Evaluated?[] measured)
    {
        string[] names = ["training rows", "validation rows", "test rows"];
        var notes = measured.Zip(names).SelectMany(part => NotesOf(part.Second, part.First?.Notes ?? []));
        return measured[^1] is not null ? notes : notes.Append("stopped during the evaluation of the trained network: 'evaluate' computes the missing metrics");
    }
}
