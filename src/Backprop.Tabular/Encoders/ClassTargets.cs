using System.Globalization;
using System.Text.Json;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Encoders;

/// <summary>
/// A target of K classes. Classes that are numbers stand in numeric order, others in ordinal order of their text (false before true). Two
/// classes share one output, the probability of the second, unless two were asked for.
/// </summary>
internal sealed class ClassTargets : TargetEncoder
{
    /// <summary>Numbers with several spellings that a note lists, at most.</summary>
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

    /// <summary>Names classes that spell one number, such as 1 and 1.0, for people; null where there are none.</summary>
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
                : $"target '{Columns[0]}': {string.Join("; ", alike.Take(MostAlike))}{(alike.Length > MostAlike ? "; …" : "")} spell one number, but are learned as different classes. Where they are one class, write them alike";
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
            throw new DataException($"The target '{column.Name}' is '{distinct.First()}' in every training row: there is nothing to tell apart. Classes need at least two.");
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

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteString("kind", "classes");
        writer.WriteString("column", Columns[0]);
        writer.WriteStartArray("labels");
        foreach (string label in Labels)
            writer.WriteStringValue(label);
        writer.WriteEndArray();
        writer.WriteBoolean("boolean", isBoolean);
        writer.WriteNumber("outputs", Outputs);
        writer.WriteEndObject();
    }

    internal static ClassTargets Read(StrictJson json)
    {
        json.Object("kind", "column", "labels", "boolean", "outputs");
        bool spelling = json["boolean"].Boolean();
        var labels = json["labels"].DistinctTexts(LabelIndex.Comparer(spelling));
        if (labels.Count < 2)
            throw json["labels"].Error("at least two labels");
        int outputs = json["outputs"].Integer(labels.Count == 2 ? 1 : labels.Count, labels.Count);
        return new ClassTargets(json["column"].Text(), labels, spelling, oneOutput: outputs == 1);
    }

    private static string[] Order(IEnumerable<string> labels)
    {
        var numbered = labels.Select(label => (Label: label, Number: double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out double n) ? n : double.NaN)).ToArray();
        return numbered.Any(label => !double.IsFinite(label.Number))
            ? [.. numbered.Select(label => label.Label).Order(StringComparer.Ordinal)]
            : [.. numbered.OrderBy(label => label.Number).ThenBy(label => label.Label, StringComparer.Ordinal).Select(label => label.Label)];
    }
}
