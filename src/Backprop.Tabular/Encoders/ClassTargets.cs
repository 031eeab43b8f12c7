using System.Globalization;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Encoders;

/// <summary>
/// A target of K classes. Classes that are numbers are in numeric order, others in ordinal order of their text (false before true). Two
/// classes share one output, the probability of the second, unless two were requested.
/// </summary>
internal sealed class ClassTargets : TargetEncoder
{
    /// <summary>The maximum number of numbers with several spellings that a note lists.</summary>
    private const int MostAlike = 5;

    private readonly LabelIndex index;
    private readonly bool isBoolean;

    private ClassTargets(string column, IReadOnlyList<string> labels, bool isBoolean, bool oneOutput)
    {
        Columns = [column];
        Labels = labels;
        this.isBoolean = isBoolean;
        Outputs = oneOutput && labels.Count == 2 ? 1 : labels.Count;
        index = new LabelIndex(labels, isBoolean);
    }

    /// <inheritdoc/>
    public override TargetTask Task => TargetTask.Classification;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns { get; }

    /// <summary>The classes, in the order of the outputs.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <inheritdoc/>
    public override int Outputs { get; }

    /// <summary>A note about classes that spell the same number, such as 1 and 1.0; null where there are none.</summary>
    internal string? AlikeNote
    {
        get
        {
            string[] alike =
            [
                .. Labels.Where(label => double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number))
                    .GroupBy(label => double.Parse(label, NumberStyles.Float, CultureInfo.InvariantCulture)).Where(same => same.Count() > 1)
                    .Select(same => string.Join(" and ", same.Select(label => $"'{label}'"))),
            ];
            return alike.Length == 0 ? null
                : $"target '{Columns[0]}': {string.Join("; ", alike.Take(MostAlike))}{(alike.Length > MostAlike ? "; …" : "")} spell the same number, but are learned as different classes. If they are one class, spell them alike";
        }
    }

    internal static ClassTargets Fit(Column column, ReadOnlySpan<int> rows, bool oneOutput)
    {
        column = LabelIndex.Spelt(column);
        var distinct = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<double>();
        foreach (int row in rows)
        {
            if (column.IsMissing(row))
                continue;
            // The text of a number is made once for each number, not for each row.
            if (column is not NumberColumn numbers || seen.Add(numbers.Values[row]))
                distinct.Add(column.Text(row));
        }
        if (distinct.Count == 0)
            throw new DataException($"The target '{column.Name}' has no value in any training row.");
        if (distinct.Count == 1)
            throw new DataException($"The target '{column.Name}' is '{distinct.First()}' in every training row: at least two classes are needed.");
        return new ClassTargets(column.Name, Order(distinct), column.Kind == ColumnKind.Boolean, oneOutput);
    }

    /// <inheritdoc/>
    public override EncodedTargets Encode(Table table, ReadOnlySpan<int> rows)
    {
        ArgumentNullException.ThrowIfNull(table);
        var column = TaskChoice.Require(table, Columns[0]);
        int[] found = index.Find(column, rows);
        var kept = new List<int>(rows.Length);
        var classes = new List<int>(rows.Length);
        var unseen = new List<int>();
        int missing = 0;
        for (int n = 0; n < rows.Length; n++)
        {
            if (found[n] >= 0)
            {
                kept.Add(rows[n]);
                classes.Add(found[n]);
            }
            else if (found[n] == LabelIndex.Unseen)
            {
                unseen.Add(rows[n]);
            }
            else
            {
                missing++;
            }
        }
        var notes = new List<EncodingNote>();
        if (missing > 0)
            notes.Add(new EncodingNote(EncodingNoteKind.MissingTarget, column.Name, missing, []));
        if (LabelIndex.Note(EncodingNoteKind.UnseenTargetLabels, column, rows, found) is { } note)
            notes.Add(note);
        return new EncodedTargets { Rows = [.. kept], Classes = [.. classes], Unseen = [.. unseen], Notes = notes };
    }

    internal override TargetDescription Describe() => new ClassesDescription(Columns[0], [.. Labels], isBoolean, Outputs);

    /// <summary>The encoder of a description that was read from <paramref name="path"/>.</summary>
    internal static ClassTargets Of(ClassesDescription description, string path)
    {
        string[] labels = DescriptionJson.DistinctTexts(description.Labels, LabelIndex.Comparer(description.Boolean), $"{path}.labels");
        if (labels.Length < 2)
            throw DescriptionJson.Unexpected($"{path}.labels", "at least two labels");
        int outputs = DescriptionJson.Integer(description.Outputs, labels.Length == 2 ? 1 : labels.Length, labels.Length, $"{path}.outputs");
        return new ClassTargets(description.Column, labels, description.Boolean, oneOutput: outputs == 1);
    }

    private static string[] Order(IEnumerable<string> labels)
    {
        var numbered = labels.Select(label => (Label: label, Number: double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out double n) ? n : double.NaN)).ToArray();
        return numbered.Any(label => !double.IsFinite(label.Number))
            ? [.. numbered.Select(label => label.Label).Order(StringComparer.Ordinal)]
            : [.. numbered.OrderBy(label => label.Number).ThenBy(label => label.Label, StringComparer.Ordinal).Select(label => label.Label)];
    }
}

/// <summary>Classes as model files describe them.</summary>
internal sealed record ClassesDescription(string Column, string[] Labels, bool Boolean, int Outputs) : TargetDescription
{
    /// <inheritdoc/>
    public override TargetEncoder Encoder(string path) => ClassTargets.Of(this, path);
}
