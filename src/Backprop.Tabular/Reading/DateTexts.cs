using Backprop.Tabular.Cells;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>The different texts of a column, with the forms of dates that match each and the rows in which it occurs.</summary>
internal sealed class DateTexts
{
    private readonly CategoryColumn column;
    private readonly CellKinds[] forms;
    private readonly int[] rows, first;

    public DateTexts(CategoryColumn column)
    {
        this.column = column;
        forms = [.. column.Labels.Select(text => DateForm.Fitting(text, CellKinds.Dates))];
        (rows, first) = (new int[forms.Length], new int[forms.Length]);
        for (int row = column.Count - 1; row >= 0; row--)
        {
            if (column.Codes[row] is >= 0 and var text)
            {
                rows[text]++;
                first[text] = row;
            }
        }
        Rows = rows.Sum();
    }

    /// <summary>The number of rows with a value.</summary>
    public int Rows { get; }

    /// <summary>The number of rows whose text matches at least one of some forms.</summary>
    public int RowsOf(CellKinds some) => Enumerable.Range(0, forms.Length).Where(text => (forms[text] & some) != CellKinds.None).Sum(text => rows[text]);

    /// <summary>The number of texts that are dates.</summary>
    public int Dates => forms.Count(form => form != CellKinds.None);

    /// <summary>The one of some forms that matches most rows.</summary>
    public CellKinds Best(CellKinds some)
    {
        var best = CellKinds.None;
        int most = 0;
        foreach (var form in DateForm.All)
        {
            if ((form.Kind & some) != CellKinds.None && RowsOf(form.Kind) is var count && count > most)
                (best, most) = (form.Kind, count);
        }
        return best;
    }

    /// <summary>The texts of whose forms something is true, with their first row, in the order of these.</summary>
    public IReadOnlyList<(string Text, int Row, CellKinds Forms)> Where(Predicate<CellKinds> isWanted) =>
        [.. Enumerable.Range(0, forms.Length).Where(text => isWanted(forms[text])).OrderBy(text => first[text]).Select(text => (column.Labels[text], first[text], forms[text]))];

    /// <summary>The dates of a form, the other texts missing.</summary>
    public DateColumn Read(DateForm form)
    {
        double[] read = [.. column.Labels.Select(text => form.TryParse(text, out double date) ? date : double.NaN)];
        var days = new double[column.Count];
        for (int row = 0; row < days.Length; row++)
            days[row] = column.IsMissing(row) ? double.NaN : read[column.Codes[row]];
        return new DateColumn(column.Name, days, form.IsTimeOfDay);
    }
}
