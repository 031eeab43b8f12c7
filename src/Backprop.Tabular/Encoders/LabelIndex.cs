using System.Globalization;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Encoders;

/// <summary>Finds the index of a row's label in a list of labels.</summary>
internal sealed class LabelIndex
{
    /// <summary>The index of a missing label.</summary>
    public const int Missing = -1;

    /// <summary>The index of a label that is not in the list.</summary>
    public const int Unseen = -2;

    /// <summary>The index of a number that several labels spell, such as 2.1 and 2.10.</summary>
    private const int Several = -3;

    private const int MaxListed = 8;

    private readonly Dictionary<string, int> places;
    private readonly Dictionary<double, int> numbers = [];

    /// <summary>An index of distinct labels; spellings of true and false are found in upper and lower case alike.</summary>
    public LabelIndex(IReadOnlyList<string> labels, bool isBoolean)
    {
        places = new Dictionary<string, int>(labels.Count, Comparer(isBoolean));
        for (int i = 0; i < labels.Count; i++)
        {
            places.Add(labels[i], i);
            if (IsNumber(labels[i], out double number) && !numbers.TryAdd(number, i))
                numbers[number] = Several;
        }
    }

    /// <summary>How labels are compared.</summary>
    public static StringComparer Comparer(bool isBoolean) => isBoolean ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>Labels as a list for people: the first of many, and how many there are.</summary>
    public static string Listed(IReadOnlyList<string> labels) =>
        string.Join(", ", labels.Take(MaxListed)) + (labels.Count > MaxListed ? string.Create(CultureInfo.InvariantCulture, $", … ({labels.Count:N0} in total)") : "");

    /// <summary>A column as labels are read from it: numbers as they were written, where that matters.</summary>
    public static Column Spelt(Column column) => (column as NumberColumn)?.AsWritten ?? column;

    /// <summary>The index of each row's label, or <see cref="Missing"/>, or <see cref="Unseen"/>.</summary>
    public int[] Find(Column column, ReadOnlySpan<int> rows)
    {
        var found = new int[rows.Length];
        if (Spelt(column) is CategoryColumn category)
        {
            int[] byCode = category.Labels.Select(Place).ToArray();
            for (int n = 0; n < rows.Length; n++)
            {
                int code = category.Codes[rows[n]];
                found[n] = code < 0 ? Missing : byCode[code];
            }
        }
        else
        {
            for (int n = 0; n < rows.Length; n++)
                found[n] = column.IsMissing(rows[n]) ? Missing : Place(column.Text(rows[n]));
        }
        return found;
    }

    /// <summary>A note about the rows whose label is unseen, or null where there are none.</summary>
    public static EncodingNote? Note(EncodingNoteKind kind, Column column, ReadOnlySpan<int> rows, ReadOnlySpan<int> found)
    {
        int count = 0;
        var labels = new SortedSet<string>(StringComparer.Ordinal);
        for (int n = 0; n < rows.Length; n++)
        {
            if (found[n] != Unseen)
                continue;
            count++;
            labels.Add(column.Text(rows[n]));
            if (labels.Count > EncodingNote.MaxLabels)
                labels.Remove(labels.Max!);
        }
        return count == 0 ? null : new EncodingNote(kind, column.Name, count, [.. labels]);
    }

    private int Place(string label)
    {
        if (places.TryGetValue(label, out int place))
            return place;
        // Another spelling of the number that one label spells: 1 for 1.0, or 2138 for 02138 from a program that takes it for a number.
        if (IsNumber(label, out double number))
            return numbers.TryGetValue(number, out place) && place != Several ? place : Unseen;
        // The test part of the well-known Adult data ends its labels with a period that the training part does not have.
        return label.EndsWith('.') && places.TryGetValue(label[..^1], out place) ? place : Unseen;
    }

    private static bool IsNumber(string label, out double number) => double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
