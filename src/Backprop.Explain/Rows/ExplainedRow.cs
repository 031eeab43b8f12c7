using Backprop.Explain.Attributions;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;

namespace Backprop.Explain.Rows;

/// <summary>A row to be explained.</summary>
/// <param name="X">D inputs as the network takes them.</param>
/// <param name="T">K targets; null where none is needed.</param>
/// <param name="Row">The row as a table of one row; null for plain numbers of a bare network.</param>
internal sealed record ExplainedRow(double[] X, double[]? T, Table? Row)
{
    private const int MaxLabels = 10;

    /// <summary>The data with this row, and their name; null for a typed row.</summary>
    public (Table Table, string Name)? All { get; init; }

    /// <summary>The data's name without the folders; null for a typed row.</summary>
    public string? DataName => All is { } all ? Path.GetFileName(Path.TrimEndingDirectorySeparator(all.Name)) : null;

    /// <summary>The number of the row in the data, from 1; null for a typed row.</summary>
    public int? Number { get; init; }

    /// <summary>What the row holds that training rows did not have, and whether the prediction is limited.</summary>
    public IReadOnlyList<EncodingNote> Notes { get; init; } = [];

    /// <summary>What was detected when its data were read, a sentence each.</summary>
    public IReadOnlyList<string> DataNotes { get; init; } = [];

    /// <summary>Encodes a row.</summary>
    /// <param name="model">The model.</param>
    /// <param name="row">A table of one row.</param>
    /// <param name="needsTarget">Whether its target is needed, too.</param>
    /// <exception cref="DataException">A column is missing, a value cannot be encoded, or there is no target that the model knows.</exception>
    public static ExplainedRow Of(Model model, Table row, bool needsTarget)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(row);
        EncodedInputs inputs = model.Encode(row);
        return new(Doubles(inputs.Values.Row(0)), needsTarget ? Targets(model, row) : null, row) { Notes = model.Predict(row).Notes };
    }

    private static double[] Targets(Model model, Table row)
    {
        var examples = model.Examples(row);
        if (examples.Count == 0)
            throw new DataException(NoTarget(model, row));
        var targets = new float[examples.Outputs];
        examples.CopyTargetsTo(0, targets);
        return Doubles(targets);
    }

    private static string NoTarget(Model model, Table row)
    {
        if (model.Targets is ClassTargets classes && row.Find(classes.Columns[0]) is { } column && !column.IsMissing(0))
        {
            string found = column.Text(0), known = string.Join(", ", classes.Labels.Take(MaxLabels)) + (classes.Labels.Count > MaxLabels ? ", …" : "");
            return $"'{found}' is not a class of the target '{column.Name}' that the model knows.{Nearest.Suggest(found, classes.Labels)} Classes: {known}.";
        }
        return $"The row has no value of the target {string.Join(", ", model.Targets?.Columns ?? [])}, so there is no error to propagate back; --why, which shows what moved the prediction, needs no target.";
    }

    /// <summary>Which columns moved the prediction: compared with the mean row of its data, or with a neutral row for a typed row.</summary>
    /// <param name="model">The model.</param>
    /// <param name="of">The class or the target column; null for the predicted class or the first target.</param>
    /// <param name="meanRows">The mean row of the data for each network where they are known already; null to work them out.</param>
    /// <exception cref="FormatException">There is no such class or target column; the message lists them.</exception>
    public WhyReport Why(Model model, string? of = null, IReadOnlyList<double[]>? meanRows = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        string ValueOf(string column) => Row?.Find(column) is { } found ? found.Text(0) : "";
        (IReadOnlyList<double[]> baselines, string words) = All is { } all
            ? (meanRows ?? ModelAttribution.MeanRows(model, all.Table), $"the mean row of {DataName}")
            : (ModelAttribution.NeutralRows(model), model.IsBare ? "a row of zeros" : "a row with every number at its mean and the labels of every category in equal parts");
        WhyReport why = ModelAttribution.Why(model, X, baselines, words, ValueOf, of);
        return model.Inputs?.Columns is [ImageEncoder image] && Row?.Find(image.Column) is ImageColumn pixels ? why with { Image = Pixels(why, image, pixels) } : why;
    }

    private static PixelAttribution Pixels(WhyReport why, ImageEncoder encoder, ImageColumn column)
    {
        var moved = why.Columns.ToDictionary(c => c.Column, c => c.IntegratedGradients, StringComparer.Ordinal);
        return new(encoder.Width, encoder.Height, [.. column.Pixels(0).ToArray().Select(pixel => pixel / 255.0)],
            [.. Enumerable.Range(0, encoder.Inputs).Select(i => moved[encoder.InputName(i)])]);
    }

    private static double[] Doubles(ReadOnlySpan<float> values) => Array.ConvertAll(values.ToArray(), value => (double)value);
}
