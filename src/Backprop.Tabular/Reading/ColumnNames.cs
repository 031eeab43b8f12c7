using System.Globalization;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>Names for all columns of a source, each once.</summary>
internal static class ColumnNames
{
    /// <summary>Whether texts are whole numbers that go up by 1 from 0 or 1, as the names of rows do.</summary>
    public static bool AreCounted(IEnumerable<string> texts)
    {
        long? last = null;
        foreach (string text in texts)
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) || (last is { } before ? number != before + 1 : number is not (0 or 1)))
                return false;
            last = number;
        }
        return last is not null;
    }

    /// <summary>How many of some names are among the fields of a record; in time proportional to both.</summary>
    public static int Count(IEnumerable<string> names, string[] fields)
    {
        var found = fields.ToHashSet(StringComparer.Ordinal);
        return names.Count(found.Contains);
    }

    /// <summary>
    /// <c>column 3</c> for a third column without a name; <c>NAME.2</c> for the second column of a name (or with the next number that makes it
    /// a unique name), with a note.
    /// </summary>
    /// <param name="given">The names of the source, empty ones too.</param>
    /// <param name="named">Names that the user gives for columns: none may be the name of two.</param>
    /// <param name="where">The source and the line, for messages.</param>
    /// <param name="notes">Gets a note for each name of several columns.</param>
    /// <exception cref="DataException">Two columns have a name that the user gives for one.</exception>
    public static string[] Unique(IReadOnlyList<string> given, IEnumerable<string> named, string where, ICollection<string> notes)
    {
        string[] names = [.. given.Select((name, i) => name.Length > 0 ? name : string.Create(CultureInfo.InvariantCulture, $"column {i + 1}"))];
        var taken = names.ToHashSet(StringComparer.Ordinal);
        if (taken.Count == names.Length)
            return names;
        var refused = named.ToHashSet(StringComparer.Ordinal);
        foreach (var group in names.Select((name, i) => (Name: name, Index: i)).GroupBy(column => column.Name, StringComparer.Ordinal).Where(group => group.Count() > 1).ToArray())
        {
            int[] places = [.. group.Select(column => column.Index)];
            string columns = $"columns {string.Join(", ", places.SkipLast(1).Select(place => place + 1))} and {places[^1] + 1}";
            if (refused.Contains(group.Key))
                throw new DataException($"{where}: {columns} are all named '{group.Key}', so it is not clear which one is meant. Give each its own name; a target can be given by its number.");
            int next = 2;
            foreach (int place in places.Skip(1))
            {
                while (!taken.Add(names[place] = $"{group.Key}.{next++}")) { }
            }
            notes.Add($"{char.ToUpperInvariant(columns[0])}{columns[1..]} are {(places.Length == 2 ? "both" : "all")} named '{group.Key}': "
                + $"{(places.Length == 2 ? "the second is" : "all but the first are")} called {string.Join(", ", places.Skip(1).Take(3).Select(place => $"'{names[place]}'"))}{(places.Length > 4 ? ", …" : "")} here.");
        }
        return names;
    }
}
