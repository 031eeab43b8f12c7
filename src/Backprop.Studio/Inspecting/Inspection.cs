using Backprop.Explain.Attributions;
using Backprop.Studio.Components.Charts;
using Backprop.Tabular.Metrics;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;
using Backprop.Textbook;

namespace Backprop.Studio.Inspecting;

/// <summary>A model, the rows of a table, and its predictions for them. Immutable; expensive parts are computed on first use.</summary>
public sealed class Inspection
{
    private const int BinsAcross = 24;

    private readonly Lazy<IReadOnlyList<double[]>> meanRows;
    private readonly Lazy<TextbookNetwork> textbook;

    private Inspection(Model model, string modelName, Table table, string dataName, RowResults results, IReadOnlyList<RowPart>? parts, RowSet rows)
    {
        Model = model;
        ModelName = modelName;
        Table = table;
        DataName = dataName;
        Results = results;
        Parts = parts;
        RowSet = rows;
        Rows = [.. Enumerable.Range(0, table.Rows).Where(row => rows.Part is null || parts![row] == rows.Part)];
        Evaluated? evaluated = results.HasTargets && Rows.Any(results.HasTruth) ? model.Evaluate(rows.Part is null ? table : table.Select(Rows)) : null;
        Report = evaluated?.Report;
        Notes = [.. (evaluated?.Notes ?? results.Predictions.Notes).Select(note => note.ToString())];
        meanRows = new(() => ModelAttribution.MeanRows(model, table));
        textbook = new(() => TextbookNetwork.Of(model.Network));
        if (evaluated is null)
            return;
        int[] known = [.. Rows.Where(results.HasTruth)];
        if (results.IsClassification)
        {
            Calibration = Calibration.Of([.. known.Select(row => results.Confidence[row])], [.. known.Select(row => !results.IsWrong(row))]);
            return;
        }
        Pairs = PairCounts.Of([.. known.Select(row => (results.TrueValue(row), results.Values[row * results.Outputs]))], BinsAcross);
        Residuals = RangeCounts.Of([.. known.Select(row => ResidualRows.Off(results, row))], BinsAcross);
    }

    public Model Model { get; }

    public string ModelName { get; }

    public Table Table { get; }

    public string DataName { get; }

    /// <summary>The part of each row in the training; null where they are other rows, or this is not known.</summary>
    internal IReadOnlyList<RowPart>? Parts { get; }

    /// <summary>The chosen set of rows.</summary>
    internal RowSet RowSet { get; }

    /// <summary>These rows, from 0, ascending: metrics and charts are theirs.</summary>
    public IReadOnlyList<int> Rows { get; }

    /// <summary>The sets of rows of the table to choose from.</summary>
    internal IReadOnlyList<RowSet> Sets => RowSet.Of(Table, Parts);

    /// <summary>The prediction for each row of the table, and the truth.</summary>
    internal RowResults Results { get; }

    /// <summary>The metrics, as in the command line's evaluate; null where no row has a target.</summary>
    public PartMetrics? Report { get; }

    /// <summary>What the rows contain that the training rows did not, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The calibration of the probabilities; null for numbers, and without targets.</summary>
    public Calibration? Calibration { get; }

    /// <summary>True against predicted numbers of the first target; null for classes, and without targets.</summary>
    public PairCounts? Pairs { get; }

    /// <summary>Prediction minus target of the first target; null for classes, and without targets.</summary>
    public RangeCounts? Residuals { get; }

    /// <summary>The mean of the encoded rows for each network, the baseline of the explanations.</summary>
    public IReadOnlyList<double[]> MeanRows => meanRows.Value;

    /// <summary>The first network in double precision, for derivations.</summary>
    /// <exception cref="ArgumentException">The textbook has no formula for its error function.</exception>
    public TextbookNetwork Textbook => textbook.Value;

    /// <summary>Predicts every row, and computes the metrics of the fairest set: test rows where the table is that of the training.</summary>
    /// <param name="model">The model.</param>
    /// <param name="modelName">Its file's name.</param>
    /// <param name="table">The rows.</param>
    /// <param name="dataName">Their file's name.</param>
    /// <param name="progress">Receives the work in progress as text.</param>
    /// <exception cref="DataException">The rows do not match the model; the message says how.</exception>
    public static Inspection Of(Model model, string modelName, Table table, string dataName, IProgress<string>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        if (table.Rows == 0)
            throw new DataException($"{dataName} has no rows.");
        progress?.Report(FormattableString.Invariant($"predicting {table.Rows:N0} rows"));
        RowResults results = RowResults.Of(model, table);
        progress?.Report(FormattableString.Invariant($"measuring {table.Rows:N0} rows"));
        IReadOnlyList<RowPart>? parts = model.PartsOf(table);
        IReadOnlyList<RowSet> sets = RowSet.Of(table, parts);
        return new(model, modelName, table, dataName, results, parts, sets[0].Part == RowPart.Training ? sets[^1] : sets[0]);
    }

    /// <summary>The same table with the metrics of another set of its rows.</summary>
    internal Inspection Of(RowSet rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new(Model, ModelName, Table, DataName, Results, Parts, rows);
    }
}
