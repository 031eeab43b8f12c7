using Backprop.Tabular.Cells;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>Numbers of one form, to the nearest double, and their spelling where it is not the simplest.</summary>
internal sealed class NumberBuilder(MissingText missing, ColumnPlan plan, int expected) : ColumnBuilder(missing)
{
    private readonly Growing<double> values = new(expected);
    private readonly Spellings spellings = new(plan.KeepsSpelling);
    private readonly NumberForm? form = plan.Number;
    private readonly char mark = plan.Form == CellKinds.CommaNumber ? ',' : '.';
    private readonly bool rounds = plan.Declared == ColumnType.Number;

    /// <summary>The first row, from 0, with a number beyond single precision, or −1.</summary>
    public int FirstInfinite { get; private set; } = -1;

    public override bool Add(ReadOnlySpan<char> text)
    {
        double value = double.NaN;
        if (!Missing.IsDeclared(text) && !TryParse(text, out value))
        {
            if (!Missing.Is(text))
                return false;
            value = double.NaN;
        }
        if (Math.Abs(value) > float.MaxValue && FirstInfinite < 0)
            FirstInfinite = values.Count;
        if (spellings.Watches)
            spellings.Add(double.IsNaN(value) ? default : text, value, values.Count);
        values.Add(value);
        return true;
    }

    public override int Add(RecordReader rows, int column)
    {
        var cells = rows.Column(column);
        int row = 0;
        while (row < rows.Held)
        {
            row += AddDigits(cells, row, rows.Held - row);
            if (row == rows.Held)
                break;
            if (!Add(cells[row]))
                return row;
            row++;
        }
        return row;
    }

    // Adds cells of digits alone, up to the first that needs a closer look: most cells of most tables.
    private int AddDigits(HeldColumn cells, int row, int count)
    {
        if (Missing.AnyDeclared || form is not null || spellings.HaveBegun)
            return 0;
        bool watches = spellings.Watches;
        var room = values.Room(count);
        int added = 0;
        while (added < room.Length)
        {
            var text = cells[row + added];
            if (!NumberText.TryDigits(text, out room[added]) || (watches && text[0] == '0' && text.Length > 1))
                break;
            added++;
        }
        values.Keep(added);
        return added;
    }

    public override Column Build(string name)
    {
        var numbers = values.Take();
        return new NumberColumn(name, numbers, spellings.Build(name, numbers.Span));
    }

    private bool TryParse(ReadOnlySpan<char> text, out double value) => form is not null
        ? form.TryParse(text, rounds, out value)
        : NumberText.TryParse(text, mark, out value) && (rounds || !NumberText.IsInexactWhole(text, value));
}
