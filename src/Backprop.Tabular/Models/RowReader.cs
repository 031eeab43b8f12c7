using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using Backprop.Tabular.Cells;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Models;

/// <summary>Makes a table of one row from values by name.</summary>
internal sealed class RowReader(ModelEncoding encoding, int bareInputs, DataFormat? format)
{
    /// <summary>The public properties of an object and their values.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> Properties<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T row) =>
        typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0)
            .Select(property => KeyValuePair.Create(property.Name, property.GetValue(row)));

    /// <summary>A table with the columns the model needs, as far as they are given; a bare network takes them in the order given.</summary>
    /// <exception cref="DataException">A value that is not possible in its column, or two with the same name.</exception>
    public Table ToTable(IEnumerable<KeyValuePair<string, object?>> row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        var names = new List<string>();
        foreach (var (name, value) in row)
        {
            if (!values.TryAdd(name, value))
                throw new DataException($"Two values are named '{name}'.");
            names.Add(name);
        }
        if (encoding.Inputs is not { } inputs)
            return new Table([.. names.Take(bareInputs).Select(name => Number(name, values[name]))]);
        // Names that the model does not know stay in the table, so that a message about a missing column can name the nearest.
        var known = inputs.Columns.ToDictionary(column => column.Column, StringComparer.Ordinal);
        return new Table([.. names.Select(name => known.TryGetValue(name, out var encoder) ? Column(encoder, values[name]) : Number(name, null))]);
    }

    private Column Column(ColumnEncoder encoder, object? value) => encoder switch
    {
        DateEncoder dates => Date(dates, value),
        NumberEncoder => Number(encoder.Column, value),
        CategoryEncoder category => Label(category, value),
        ImageEncoder image when value is byte[] pixels && pixels.Length == image.Inputs => new ImageColumn(encoder.Column, image.Height, image.Width, pixels),
        ImageEncoder image => throw Wrong(encoder.Column, value, string.Create(CultureInfo.InvariantCulture, $"{image.Inputs} bytes of an image")),
        _ => throw Wrong(encoder.Column, value, "another kind of value"),
    };

    private static NumberColumn Number(string name, object? value) => new(name, [value switch
    {
        null or "" => double.NaN,
        bool flag => flag ? 1 : 0,
        string text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : throw Wrong(name, value, "a number"),
        // By way of its text: 0.1f means 0.1.
        float number => double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        IConvertible and not (DateTime or char) => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => throw Wrong(name, value, "a number"),
    }]);

    private DateColumn Date(DateEncoder encoder, object? value) => new(encoder.Column, [value switch
    {
        null or "" => double.NaN,
        TimeOnly time when encoder.IsTimeOfDay => time.ToTimeSpan().TotalDays,
        TimeSpan time when encoder.IsTimeOfDay && time >= TimeSpan.Zero && time.TotalDays < 1 => time.TotalDays,
        DateTime moment when !encoder.IsTimeOfDay => Days(moment),
        DateTimeOffset moment when !encoder.IsTimeOfDay => Days(moment.UtcDateTime),
        DateOnly date when !encoder.IsTimeOfDay => Days(date.ToDateTime(TimeOnly.MinValue)),
        string text when Parse(encoder, text) is { } days => days,
        _ => throw Wrong(encoder.Column, value, encoder.IsTimeOfDay ? "a time of day such as 13:30" : "a date such as 2024-12-31"),
    }], encoder.IsTimeOfDay);

    // In the form of the training data, or in any other unambiguous form.
    private double? Parse(DateEncoder encoder, string text)
    {
        var forms = encoder.IsTimeOfDay ? CellKinds.Clock : CellKinds.DatesDeclared & ~CellKinds.Clock;
        var fitting = DateForm.Fitting(text.AsSpan().Trim(), forms);
        if (DateForm.Named(format?.Columns.GetValueOrDefault(encoder.Column)?.Form) is { } expected && (fitting & expected.Kind) != CellKinds.None)
            fitting = expected.Kind;
        return DateForm.Of(fitting) is { } form && form.TryParse(text.AsSpan().Trim(), out double days) ? days : null;
    }

    private static double Days(DateTime moment) => (moment - DateTime.UnixEpoch).TotalDays;

    private static CategoryColumn Label(CategoryEncoder encoder, object? value)
    {
        string? label = value switch
        {
            null or "" => null,
            string text => text,
            // The spellings of false are before those of true in ordinal order: no and yes, n and y, f and t, 0 and 1.
            bool flag when encoder.Kind == ColumnKind.Boolean => flag ? encoder.Labels.Max(StringComparer.OrdinalIgnoreCase) : encoder.Labels.Min(StringComparer.OrdinalIgnoreCase),
            double or decimal or Half => Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
        return label is null ? new CategoryColumn(encoder.Column, [], [-1]) : new CategoryColumn(encoder.Column, [label], [0], encoder.Kind == ColumnKind.Boolean);
    }

    private static DataException Wrong(string name, object? value, string expected) => new(
        $"Column '{name}': expected {expected}, found {(value is null ? "nothing" : $"'{Convert.ToString(value, CultureInfo.InvariantCulture)}'")}.");
}
