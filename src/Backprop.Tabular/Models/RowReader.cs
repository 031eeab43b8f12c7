using System.Diagnostics.CodeAnalysis;
using System.Reflection;
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
            return new Table([.. names.Take(bareInputs).Select(name => GivenValue.Number(name, values[name]))]);
        // Names that the model does not know stay in the table, so that a message about a missing column can name the nearest.
        var known = inputs.Columns.ToDictionary(column => column.Column, StringComparer.Ordinal);
        return new Table([.. names.Select(name => known.TryGetValue(name, out var encoder) ? encoder.ColumnOf(values[name], format) : GivenValue.Number(name, null))]);
    }
}
