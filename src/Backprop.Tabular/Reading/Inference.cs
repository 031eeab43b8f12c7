using Backprop.Tabular.Cells;

namespace Backprop.Tabular.Reading;

/// <summary>The kinds that all cells of some columns, seen so far, can be read as.</summary>
/// <param name="columns">Their number.</param>
/// <param name="missing">The texts that stand for a missing value.</param>
/// <param name="mark">The decimal mark, where given; null where it must be detected.</param>
internal sealed class Inference(int columns, MissingText missing, char? mark = null)
{
    private readonly NumberMarks marks = mark switch { '.' => NumberMarks.Point, ',' => NumberMarks.Comma, _ => NumberMarks.Both };
    private readonly MissingText[] missing = Enumerable.Repeat(missing, columns).ToArray();
    private readonly CellKinds[] kinds = Enumerable.Repeat(CellKinds.All & ~Excluded(mark), columns).ToArray();
    private readonly bool[] seen = new bool[columns];
    private readonly NumberEvidence?[] numbers = new NumberEvidence?[columns];
    private readonly bool[] rounds = new bool[columns];

    /// <summary>The kinds that all cells of a column that are not missing can be read as.</summary>
    public CellKinds Kinds(int column) => kinds[column];

    /// <summary>Whether a column had any cell that is not missing.</summary>
    public bool Seen(int column) => seen[column];

    /// <summary>The form that its cells have as numbers.</summary>
    public NumberEvidence Numbers(int column) => numbers[column] ??= new NumberEvidence(rounds[column], marks);

    /// <summary>Asks of a column only whether it is one of these kinds.</summary>
    /// <param name="column">The column.</param>
    /// <param name="candidates">The kinds.</param>
    /// <param name="number">Whether it is to be numbers: cells that are not do not count against the form of the others, and whole ones may be rounded.</param>
    public void Limit(int column, CellKinds candidates, bool number = false) => (kinds[column], rounds[column]) = (candidates & ~Excluded(mark), number);

    /// <summary>Adds texts of a column that stand for missing values.</summary>
    public void Ignore(int column, IReadOnlyList<string> texts) => missing[column] = missing[column].With(texts);

    /// <summary>Adds a cell, without the blanks around it, to a column.</summary>
    public void Observe(int column, ReadOnlySpan<char> text)
    {
        var evidence = Numbers(column);
        bool open = rounds[column] || evidence.Misfits == 0;
        if ((kinds[column] == CellKinds.None && seen[column] && !open) || missing[column].Is(text))
            return;
        kinds[column] = CellKind.Of(text, kinds[column]);
        if (open)
            evidence.Observe(text);
        seen[column] = true;
    }

    /// <summary>
    /// A comma where more columns need a decimal comma than a decimal point, and never where commas separate fields: there, a quoted
    /// <c>"1,234"</c> is more often a thousand than a fraction. Null where no column decides, and the delimiter does not either.
    /// </summary>
    public char? DecimalMark(char delimiter)
    {
        if (delimiter == ',')
            return '.';
        int commas = 0;
        bool told = false;
        for (int column = 0; column < kinds.Length; column++)
        {
            if (!seen[column] || numbers[column] is not { IsForm: true, Marks: not NumberMarks.Both } evidence)
                continue;
            commas += evidence.Marks == NumberMarks.Comma ? 1 : -1;
            told = true;
        }
        return told ? commas > 0 ? ',' : '.' : null;
    }

    private static CellKinds Excluded(char? mark) => mark switch { '.' => CellKinds.CommaNumber, ',' => CellKinds.Number, _ => CellKinds.None };
}
