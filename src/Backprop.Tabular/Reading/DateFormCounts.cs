using Backprop.Tabular.Cells;

namespace Backprop.Tabular.Reading;

/// <summary>How many cells of a column each form of dates matches.</summary>
internal sealed class DateFormCounts
{
    private readonly int[] counts = new int[DateForm.All.Length];

    /// <summary>The form that matches most cells; null where none matches any.</summary>
    public CellKinds? MostFrequent => counts.Max() is > 0 and var most ? DateForm.All[Array.IndexOf(counts, most)].Kind : null;

    public void Add(ReadOnlySpan<char> text)
    {
        for (int form = 0; form < counts.Length; form++)
            counts[form] += DateForm.All[form].TryParse(text, out _) ? 1 : 0;
    }
}
