using System.Diagnostics.CodeAnalysis;
using Backprop.Files;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Tabular.Models;

/// <summary>
/// A trained model: the encoder of the inputs, one or several networks, the decoder of their outputs, and the record of its training. Immutable, and safe to use
/// from many threads at once.
/// </summary>
/// <remarks>
/// A bare network (<see cref="IsBare"/>) is a model without encoders: it reads numbers by position, the first D columns as inputs and the last K as
/// targets, unchanged.
/// </remarks>
/// <example>
/// <code>
/// Table table = Table.Read("penguins.csv");
/// Model model = Model.Train(table, target: "species");
/// Console.WriteLine($"{model.Test.Accuracy:P1} of {model.Test.Rows} test rows are right");
/// model.Save("penguins.safetensors");
///
/// var penguin = new { island = "Dream", bill_length_mm = 39.1, bill_depth_mm = 18.7, flipper_length_mm = 181, body_mass_g = 3750, sex = "MALE" };
/// Console.WriteLine(Model.Load("penguins.safetensors").Predict(penguin).Label);
/// </code>
/// </example>
public sealed class Model
{
    /// <summary>The number of multiply-adds from which predictions of many rows use all threads.</summary>
    private const long WorkForThreads = 200_000_000;

    private readonly RowReader rows;
    // Kept, because the network keeps its buffers for the last processor it used. Its threads end when they are idle.
    private readonly Lazy<Processor> all = new(() => new Processor());

    internal Model(ModelEncoding encoding, IEnumerable<Network> members, TrainingRecord? record, DataFormat? format, ConformalBounds? bounds = null)
    {
        Bounds = bounds;
        Encoding = encoding;
        Networks = new Ensemble(members, encoding.Classes is not null);
        Record = record;
        Format = format;
        rows = new RowReader(encoding, Network.Inputs, format);
    }

    /// <summary>A bare network as a model.</summary>
    public Model(Network network) : this(new ModelEncoding(Require(network).Inputs, network.Outputs), [network], record: null, format: null) { }

    /// <summary>The network; of several (<see cref="Members"/>) the first. Its weights must not be changed.</summary>
    public Network Network => Networks.First;

    /// <summary>
    /// The networks of the model, usually one. They have the same layers; predictions are the means of their probabilities, or of their numbers.
    /// </summary>
    public IReadOnlyList<Network> Members => Networks.Members;

    /// <summary>
    /// SHA-256 over the parameters of all networks as little-endian floats, in lower-case hexadecimal; of one network that of <see cref="Network.WeightsSha256"/>.
    /// </summary>
    public string WeightsSha256() => Networks.WeightsSha256();

    /// <summary>The encoder of the inputs; null for a bare network.</summary>
    internal InputEncoder? Inputs => Encoding.Inputs;

    /// <summary>The encoder of the targets; null for a bare network.</summary>
    internal TargetEncoder? Targets => Encoding.Targets;

    /// <summary>The columns that the model reads to predict, in the order of their inputs; empty for a bare network, which reads by position.</summary>
    public IReadOnlyList<string> InputColumns => [.. Inputs?.Columns.Select(column => column.Column) ?? []];

    /// <summary>The columns that the model predicts: one for classes, one or several for numbers; empty for a bare network.</summary>
    public IReadOnlyList<string> TargetColumns => Targets?.Columns ?? [];

    /// <summary>Whether the model has no encoders and reads numbers by position.</summary>
    public bool IsBare => Inputs is null;

    /// <summary>What was learned; a bare network's outputs are numbers.</summary>
    public TargetTask Task => Targets?.Task ?? TargetTask.Regression;

    /// <summary>The classes in the order of their probabilities; empty in a regression.</summary>
    public IReadOnlyList<string> Labels => Encoding.Classes?.Labels ?? [];

    /// <summary>How the model was trained; null for a network that was never trained.</summary>
    public TrainingRecord? Record { get; }

    /// <summary>What makes the intervals of predicted numbers, or the sets of classes; null where the model has none (<see cref="ModelOptions.Coverage"/>).</summary>
    public ConformalBounds? Bounds { get; }

    /// <summary>The format of data for the model, for <c>ReadOptions.Format</c>; null for a bare network.</summary>
    public DataFormat? Format { get; }

    /// <summary>The metrics of the training rows with the final weights.</summary>
    public PartMetrics Training => Record?.Training ?? PartMetrics.Empty;

    /// <summary>The metrics of the validation rows with the final weights; empty (every metric null) where there were none.</summary>
    public PartMetrics Validation => Record?.Validation ?? PartMetrics.Empty;

    /// <summary>The metrics of the test rows, which training never used; empty (every metric null) where there were none.</summary>
    public PartMetrics Test => Record?.Test ?? PartMetrics.Empty;

    /// <summary>What the user should know about the training data, a sentence each.</summary>
    public IReadOnlyList<string> Notes => Record?.Notes ?? [];

    internal ModelEncoding Encoding { get; }

    internal Ensemble Networks { get; }

    /// <summary>Trains a model to predict a column from the others.</summary>
    /// <param name="table">The data.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <param name="progress">Called a few times a second and at the end of every epoch, on the calling thread.</param>
    /// <param name="cancellation">Ends the training within a step; see <see cref="TrainingPlan.Train"/> for what it does afterwards.</param>
    /// <param name="finish">Ends the training as soon, with the model of the best epoch so far; see <see cref="TrainingPlan.Train"/>.</param>
    /// <exception cref="ArgumentException">Options out of range or incompatible; the message lists all of them.</exception>
    /// <exception cref="DataException">The data do not allow it; the message says what, where and what to do.</exception>
    /// <exception cref="DivergedException">Weights, or an error on any part of the rows, are not finite.</exception>
    /// <exception cref="CheckpointException">The checkpoint to resume is of another training; the message lists every difference.</exception>
    /// <exception cref="IOException">The first checkpoint could not be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; a last checkpoint has been written where checkpoints are on.</exception>
    public static Model Train(
        Table table, string target, ModelOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default,
        CancellationToken finish = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        options ??= new ModelOptions();
        if (options.Targets.Count > 0 && !(options.Targets.Count == 1 && options.Targets[0] == target))
            throw new ArgumentException($"The target is '{target}', but the options name {string.Join(", ", options.Targets.Select(name => $"'{name}'"))}.", nameof(options));
        return Train(table, options with { Targets = [target] }, progress, cancellation, finish);
    }

    /// <summary>Trains a model by options, which name the targets.</summary>
    /// <inheritdoc cref="Train(Table, string, ModelOptions?, IProgress{TrainingProgress}?, CancellationToken, CancellationToken)"/>
    public static Model Train(
        Table table, ModelOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default,
        CancellationToken finish = default) => TrainingPlan.Prepare(table, options).Train(progress, cancellation, finish);

    /// <summary>Reads a model, or a bare network.</summary>
    /// <exception cref="ModelFileException">The file is damaged or does not contain a model; the message says where.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not read the file.</exception>
    public static Model Load(string path) => ModelFile.FromFile(SafetensorsFile.Read(path), path);

    /// <summary>Reads a model, or a bare network, from a stream, from its position to its end.</summary>
    /// <param name="stream">Not closed. One without a length is read into memory first.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="ModelFileException">The content is damaged or holds no model; the message says where.</exception>
    public static Model Load(Stream stream, string name) => ModelFile.FromFile(SafetensorsFile.Read(stream, name), name);

    /// <summary>Replaces a file by the model, as a whole or not at all. The same model always gives the same bytes.</summary>
    /// <exception cref="IOException">The file cannot be written; it is unchanged.</exception>
    public void Save(string path) => ModelFile.ToFile(this).Write(path);

    /// <summary>Writes the model to a stream: the bytes of its file.</summary>
    /// <param name="stream">Not closed.</param>
    public void Save(Stream stream) => ModelFile.ToFile(this).Write(stream);

    /// <summary>Predicts every row of a table. Columns are found by name; a target among them is ignored.</summary>
    /// <exception cref="DataException">A column is missing, or a value cannot be encoded.</exception>
    public Predictions Predict(Table table) => Predict(table, CancellationToken.None);

    /// <summary>Predicts every row of a table, unless it is cancelled.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="cancellation">Ends it within a column that is encoded, or within some hundred rows that are predicted.</param>
    /// <exception cref="DataException">A column is missing, or a value cannot be encoded.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <example>
    /// <code>
    /// foreach (Prediction prediction in model.Predict(table, cancellation))
    ///     Console.WriteLine($"{prediction.Label}, {prediction.Probability:P0}");
    /// </code>
    /// </example>
    public Predictions Predict(Table table, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(table);
        var inputs = Encode(table, cancellation);
        var outputs = Outputs(inputs.Values, cancellation);
        return new Predictions(this, outputs, [.. inputs.Notes, .. Encoding.Numbers?.LimitNotes(outputs) ?? []]);
    }

    /// <summary>Predicts one row, given by column names.</summary>
    /// <param name="row">A value for each column: a number, text, bool, date, byte array (an image), or null where it is missing. Others are ignored.</param>
    /// <exception cref="DataException">A column is missing, or a value cannot be encoded.</exception>
    public Prediction Predict(IEnumerable<KeyValuePair<string, object?>> row) => Predict(rows.ToTable(row))[0];

    /// <summary>Predicts one row, given as an object whose properties are named as the columns: <c>new { bill_length_mm = 39.1, … }</c>.</summary>
    /// <inheritdoc cref="Predict(IEnumerable{KeyValuePair{string, object?}})"/>
    public Prediction Predict<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T row)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(row);
        return Predict(row as IEnumerable<KeyValuePair<string, object?>> ?? RowReader.Properties(row));
    }

    /// <summary>The D inputs of one row, given by column names.</summary>
    /// <inheritdoc cref="Predict(IEnumerable{KeyValuePair{string, object?}})"/>
    public float[] Encode(IEnumerable<KeyValuePair<string, object?>> row) => Encoding.EncodeInputs(rows.ToTable(row), [0]).Values.Row(0).ToArray();

    /// <summary>The inputs of every row of a table, N × D, as the network takes them.</summary>
    /// <exception cref="DataException">A column is missing, or a value cannot be encoded.</exception>
    internal EncodedInputs Encode(Table table, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Encoding.EncodeInputs(table, Enumerable.Range(0, table.Rows).ToArray(), cancellation);
    }

    /// <summary>Measures the model on labelled rows, by the weights that training had where the table has their column.</summary>
    /// <param name="table">The rows; those without a target are left out.</param>
    /// <param name="cancellation">Ends it within some hundred rows.</param>
    /// <exception cref="DataException">A column is missing, no row has a target, or a target is one that the error function has no value for.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Evaluated Evaluate(Table table, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        string? weights = WeightColumn(table);
        var part = Labelled(table, weights);
        if (part.Rows == 0)
            throw new DataException("No row has a target.");
        var processor = ProcessorFor(part.Rows);
        // A checkpoint has no record, and its classes may be none of these rows'.
        double[]? baseline = Record is not null ? [.. Record.BaselineValues] : part.AnyCounts ? part.Baseline(Labels.Count) : null;
        EncodingNote[] weighted = weights is null ? [] : [new EncodingNote(EncodingNoteKind.RowWeights, weights, part.Rows, [])];
        int known = PartsOf(table)?.Count(row => row == RowPart.Training) ?? 0;
        EncodingNote[] trained = known == 0 ? [] : [new EncodingNote(EncodingNoteKind.TrainingRows, "", known, [])];
        var measured = part.Measure(Networks, baseline, processor, cancellation: cancellation, bounds: Bounds);
        return measured with { Notes = [.. trained, .. weighted, .. part.Notes, .. measured.Notes] };
    }

    /// <summary>This model with one of its networks, from 0, alone.</summary>
    internal Model Member(int member) => Members.Count == 1 && member == 0 ? this : new Model(Encoding, [Members[member]], Record, Format, Bounds);

    /// <summary>
    /// The part of each row of a table in the training, if it has the rows of the training in their order, whatever else was done to it: they are recognized by their
    /// encoded inputs and targets. The rows of a separate test table are recognized, too.
    /// </summary>
    /// <returns>A part for each row; null for other rows, and where the model does not know which rows it was trained on.</returns>
    /// <exception cref="DataException">A column is missing, or a value cannot be encoded.</exception>
    internal IReadOnlyList<RowPart>? PartsOf(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        bool hasTargets = Targets?.Columns.All(name => table.Find(name) is not null) ?? table.Columns.Count == Network.Inputs + Network.Outputs;
        return hasTargets ? Record?.Rows?.Find(Encoding, table) : null;
    }

    /// <summary>The labelled rows of a table as examples for a trainer or a gradient check; rows without a target are excluded.</summary>
    /// <exception cref="DataException">A column is missing, a value cannot be encoded, or a target is one that the error function has no value for.</exception>
    public Examples Examples(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Labelled(table, WeightColumn(table)).Examples;
    }

    private EncodedRows Labelled(Table table, string? weights)
    {
        var part = EncodedRows.Encode(Encoding, table, Enumerable.Range(0, table.Rows).ToArray(), weights);
        NetworkChoice.CheckTargets(Network, Encoding, part.Examples, Encoding.TargetColumns(table));
        return part;
    }

    private Matrix Outputs(Matrix inputs, CancellationToken cancellation)
    {
        var outputs = RowLimit.NewMatrix(inputs.Rows, Network.Outputs);
        Networks.Predict(inputs, outputs, ProcessorFor(inputs.Rows), cancellation);
        return outputs;
    }

    private Processor ProcessorFor(int count) => count * Networks.ParameterCount < WorkForThreads ? Processor.Single : all.Value;

    private string? WeightColumn(Table table) => Record?.RowWeights is { } column && table.Find(column) is not null ? column : null;

    private static Network Require(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network;
    }
}

/// <summary>The result of <see cref="Model.Evaluate"/>.</summary>
/// <param name="Report">The metrics.</param>
/// <param name="Notes">What the rows contain that the training rows did not, and which predictions are limited.</param>
public sealed record Evaluated(PartMetrics Report, IReadOnlyList<EncodingNote> Notes);
