using System.Globalization;
using Backprop.Tabular.Cells;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>Recognizes the sparse rows of LibSVM and SVMlight, <c>1 3:0.5 7:1</c>, which are not read.</summary>
internal static class LibSvm
{
    private const int Lines = 20;

    /// <exception cref="DataException">The first lines are such rows.</exception>
    public static void Refuse(string name, string table)
    {
        string[] lines = [.. table.Split('\n', Lines + 1).Take(Lines).Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0)];
        if (lines.Length > 0 && lines.All(IsRow) && lines.Any(line => line.Count(c => c == ':') > 1))
        {
            throw new DataException($"{name}: a LibSVM file found (a label, then index:value for each value that is not 0), a table in text (CSV) expected. "
                + "Convert it to CSV with a column for each index, for example with scikit-learn's load_svmlight_file and numpy.savetxt.");
        }
    }

    private static bool IsRow(string line)
    {
        string[] words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return words[0].Split(',').All(label => CellKind.Of(label, CellKinds.Number) != CellKinds.None) && words.Skip(1).All(IsPair)
            && words.Skip(1).Select(Index).Zip(words.Skip(2).Select(Index)).All(pair => pair.First < pair.Second);
    }

    private static double Index(string pair) => double.TryParse(pair.Split(':')[0], NumberStyles.None, CultureInfo.InvariantCulture, out double index) ? index : -1;

    private static bool IsPair(string word)
    {
        int colon = word.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && (word.AsSpan(0, colon).IndexOfAnyExceptInRange('0', '9') < 0 || word.StartsWith("qid:", StringComparison.Ordinal))
            && CellKind.Of(word.AsSpan(colon + 1), CellKinds.Number) != CellKinds.None;
    }
}
