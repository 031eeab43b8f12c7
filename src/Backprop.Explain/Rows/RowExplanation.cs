using Backprop.Explain.Attributions;
using Backprop.Explain.Documents;
using Backprop.Explain.Reports;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;
using Backprop.Textbook;
using Table = Backprop.Tabular.Tables.Table;

namespace Backprop.Explain.Rows;

/// <summary>A row of a table, explained: which columns moved a model's prediction, and one step of the algorithm with every number on the way.</summary>
/// <example>
/// <code>
/// var row = RowExplanation.Of(model, table, row: 0);
/// foreach (ColumnAttribution column in row.Why().Columns)
///     Console.WriteLine($"{column.Column} = {column.Value} moved the prediction by {column.IntegratedGradients:F3}");
///
/// // Derivations are those of dense layers: the model was trained with the recipe plain.
/// using var page = new StreamWriter("row-1.html");
/// HtmlDocument.Write(page, row.StepDocument(learningRate: 1.0 / 3));
/// </code>
/// </example>
public sealed class RowExplanation
{
    private readonly Model model;
    private readonly ExplainedRow row;

    private RowExplanation(Model model, ExplainedRow row) => (this.model, this.row) = (model, row);

    /// <summary>Explains a row.</summary>
    /// <param name="model">The model.</param>
    /// <param name="table">The data. Their mean row is what the row is compared with.</param>
    /// <param name="row">The row, from 0.</param>
    /// <param name="name">What texts call the data. Default: the data.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such row.</exception>
    /// <exception cref="DataException">A column is missing, or a value cannot be encoded.</exception>
    public static RowExplanation Of(Model model, Table table, int row, string name = "the data")
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, table.Rows);
        return new(model, ExplainedRow.Of(model, table.Select([row]), needsTarget: false) with { All = (table, name), Number = row + 1 });
    }

    /// <summary>What the row holds that training rows did not have, a sentence each.</summary>
    public IReadOnlyList<string> Notes => [.. row.Notes.Select(note => note.ToString())];

    /// <summary>Which columns moved the prediction, by integrated gradients and by gradient × input.</summary>
    /// <param name="of">The class or the target column; null for the predicted class or the first target.</param>
    /// <exception cref="FormatException">There is no such class or target column; the message lists them.</exception>
    public WhyReport Why(string? of = null) => row.Why(model, of);

    /// <summary>The same as a document.</summary>
    /// <param name="of">The class or the target column; null for the predicted class or the first target.</param>
    /// <param name="digits">Significant digits, 1 to 17.</param>
    /// <exception cref="FormatException">There is no such class or target column; the message lists them.</exception>
    public Document WhyDocument(string? of = null, int digits = 3) => Reports.WhyDocument.Of(Why(of), digits, most: null, new RowAccount(model, row, digits).Outcome);

    /// <summary>One step of plain gradient descent on the row: activations, deltas, derivatives and updated weights, in double precision.</summary>
    /// <param name="learningRate">η, above 0.</param>
    /// <exception cref="DataException">The row has no target that the model knows.</exception>
    /// <exception cref="NoDerivationException">The network has layers that are not dense.</exception>
    public TextbookStep Step(double learningRate) => Step(WithTarget(), learningRate);

    /// <summary>The step as a document, each number with its formula.</summary>
    /// <param name="learningRate">η, above 0.</param>
    /// <param name="digits">Significant digits, 1 to 17.</param>
    /// <exception cref="DataException">The row has no target that the model knows.</exception>
    /// <exception cref="NoDerivationException">The network has layers that are not dense.</exception>
    public Document StepDocument(double learningRate, int digits = 3)
    {
        var labelled = WithTarget();
        var step = Step(labelled, learningRate);
        var account = new RowAccount(model, labelled, digits);
        return DerivationDocument.Of(step, ModelNames.Options(model, labelled, step, digits), digits, account.Outcome, account.Step(learningRate));
    }

    private ExplainedRow WithTarget() => ExplainedRow.Of(model, row.Row!, needsTarget: true) with { All = row.All, Number = row.Number };

    private TextbookStep Step(ExplainedRow labelled, double learningRate) => TextbookNetwork.Of(model.Network).Step(labelled.X, labelled.T!, learningRate);
}
