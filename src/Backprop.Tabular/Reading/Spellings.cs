using System.Globalization;
using Backprop.Tabular.Cells;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>
/// Keeps the texts of a column of numbers as labels from the first one on that is not the simplest spelling of its number, in case they are
/// classes. Before that, the numbers themselves determine their texts.
/// </summary>
/// <param name="keep">Whether to keep them however many differ; else up to <see cref="MaxUnasked"/>, as classes are rarely more.</param>
internal sealed class Spellings(bool? keep)
{
    private const int MaxUnasked = 1000;

    private readonly LabelSet labels = new();
    private readonly List<int> codes = [];
    private int first = -1;

    /// <summary>Whether texts are still inspected.</summary>
    public bool Watches { get; private set; } = keep != false;

    /// <summary>Whether the texts themselves are kept, from one that is not the simplest spelling on.</summary>
    public bool HaveBegun => Watches && first >= 0;

    /// <summary>Adds the text of the next number, in a row from 0; no text where the value is missing.</summary>
    public void Add(ReadOnlySpan<char> text, double value, int row)
    {
        if (first < 0)
        {
            if (double.IsNaN(value) || NumberText.IsSimple(text, value))
                return;
            first = row;
        }
        codes.Add(double.IsNaN(value) ? -1 : labels.Place(text));
        if (labels.Count > MaxUnasked && keep is null)
        {
            Watches = false;
            codes.Clear();
        }
    }

    /// <summary>The column of all texts; null where each was the simplest spelling, or they were too many.</summary>
    public CategoryColumn? Build(string name, ReadOnlySpan<double> values)
    {
        if (first < 0 || !Watches)
            return null;
        int[] all = new int[values.Length];
        for (int row = 0; row < first; row++)
            all[row] = double.IsNaN(values[row]) ? -1 : labels.Place(values[row].ToString("R", CultureInfo.InvariantCulture));
        codes.CopyTo(all, first);
        return CategoryColumn.Sorted(name, labels.Take(), all, isBoolean: false);
    }
}
