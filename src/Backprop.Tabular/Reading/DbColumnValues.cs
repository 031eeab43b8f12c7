using System.Globalization;
using Backprop.Tabular.Cells;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>
/// The values of one column of a database, as numbers, as days, or as texts, by what its first value is. Where a later one is of another
/// kind (SQLite allows it) all become texts, which are then read as those of a text file are.
/// </summary>
internal sealed class DbColumnValues(ColumnPlan plan)
{
    private enum Hold { Nothing, Numbers, Days, Texts }

    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly List<string> texts = [];
    private readonly List<int> codes = [];
    private List<double> values = [];
    private Hold hold;

    public ColumnPlan Plan { get; } = plan;

    public void Add(object? value)
    {
        var (kind, number) = value switch
        {
            null => (hold, double.NaN),
            double x => (Hold.Numbers, x),
            // By way of its text: 0.1f means 0.1.
            float x => (Hold.Numbers, double.Parse(x.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
            // A whole number that no double equals is a key: it stays text, unless it is declared as a number.
            long x when Plan.Declared != ColumnType.Number && (Int128)(double)x != x => (Hold.Texts, double.NaN),
            ulong x when Plan.Declared != ColumnType.Number && (Int128)(double)x != x => (Hold.Texts, double.NaN),
            long or int or short or sbyte or byte or ushort or uint or ulong => (Hold.Numbers, Convert.ToDouble(value, CultureInfo.InvariantCulture)),
            decimal x => (Hold.Numbers, double.Parse(x.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
            DateTime x => (Hold.Days, (x - DateTime.UnixEpoch).TotalDays),
            DateTimeOffset x => (Hold.Days, (x - DateTimeOffset.UnixEpoch).TotalDays),
            DateOnly x => (Hold.Days, (x.ToDateTime(TimeOnly.MinValue) - DateTime.UnixEpoch).TotalDays),
            byte[] => throw new DataException($"Column '{Plan.Name}' contains binary values. Numbers, dates or texts were expected; exclude it from the query."),
            _ => (Hold.Texts, double.NaN),
        };
        if (hold == Hold.Nothing)
            hold = kind;
        if (hold != kind)
            BecomeTexts();
        if (hold == Hold.Texts)
            AddText(value switch { null => null, bool x => x ? "true" : "false", _ => TextOf(value, kind, number) });
        else
            values.Add(number);
    }

    /// <summary>The column of all values, null if there are none; how its dates were written, if as text; and what the user should know about that.</summary>
    public (Column? Column, string? Form, string? Note) Build(string name, MissingText missing, ReadOptions options)
    {
        if (hold == Hold.Numbers && Plan.Declared is ColumnType.Category or ColumnType.Date)
            BecomeTexts();
        if (hold == Hold.Days && Plan.Declared is ColumnType.Category or ColumnType.Number)
            BecomeTexts();
        if (hold == Hold.Numbers)
            return (Numbers(name), null, null);
        if (hold == Hold.Days)
            return (new DateColumn(Plan.Name, [.. values]), null, null);
        if (hold == Hold.Nothing)
            BecomeTexts();
        return Texts(name, missing, options);
    }

    private NumberColumn Numbers(string name)
    {
        double[] numbers = [.. values];
        for (int row = 0; row < numbers.Length; row++)
        {
            if (Math.Abs(numbers[row]) > float.MaxValue)
                throw new DataException($"{name}, row {row + 1}, column '{Plan.Name}': a number with a magnitude below 3.4e38 was expected. Exclude the row or the column from the query.");
        }
        return new NumberColumn(Plan.Name, numbers);
    }

    private (Column? Column, string? Form, string? Note) Texts(string name, MissingText missing, ReadOptions options)
    {
        var inference = new Inference(1, missing, options.Decimal);
        if (Plan.Declared == ColumnType.Date)
            inference.Limit(0, CellKinds.DatesDeclared);
        else if (Plan.Declared == ColumnType.Number)
            inference.Limit(0, CellKinds.Numbers, number: true);
        inference.Ignore(0, Plan.Missing);
        foreach (string text in texts)
            inference.Observe(0, text.AsSpan().Trim());
        var decided = Plan.Decide(inference.Kinds(0), inference.Seen(0), inference.Numbers(0), options.Decimal ?? options.Format?.Decimal ?? '.', options.DayFirst);
        var builder = ColumnBuilder.Of(decided, missing);
        for (int row = 0; row < codes.Count; row++)
        {
            string text = codes[row] < 0 ? "" : texts[codes[row]];
            if (!builder.Add(text.AsSpan().Trim()))
            {
                string expected = Plan.Declared == ColumnType.Date ? DateNotes.Expected(decided) : "a number";
                throw new DataException($"{name}, row {row + 1}, column '{Plan.Name}': '{Problems.Shown(text)}' found, {expected} expected.");
            }
        }
        if (builder is NumberBuilder { FirstInfinite: >= 0 } numbers)
            throw new DataException($"{name}, row {numbers.FirstInfinite + 1}, column '{Plan.Name}': a number with a magnitude below 3.4e38 was expected.");
        return (builder.Build(Plan.Name), decided.FormName, DateNotes.Of(decided, name));
    }

    private void BecomeTexts()
    {
        var before = hold;
        hold = Hold.Texts;
        foreach (double value in values)
            AddText(double.IsNaN(value) ? null : TextOf(value, before, value));
        values = [];
    }

    private void AddText(string? text)
    {
        int code = -1;
        if (text is not null && !places.TryGetValue(text, out code))
        {
            code = texts.Count;
            places.Add(text, code);
            texts.Add(text);
        }
        codes.Add(code);
    }

    private static string TextOf(object? value, Hold kind, double number) => kind switch
    {
        Hold.Numbers => number.ToString("R", CultureInfo.InvariantCulture),
        Hold.Days => new DateColumn("", [number]).Text(0),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
