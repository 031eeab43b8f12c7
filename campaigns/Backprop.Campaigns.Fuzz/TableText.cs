using System.Globalization;
using System.Text;

namespace Backprop.Campaigns.Fuzz;

/// <summary>Tables as people and programs write them, in every dialect, and then damaged.</summary>
internal static class TableText
{
    private static readonly string[] Words = ["red", "blue", "Adelie", "a b", "Zürich", "O'Neil", "yes", "no", "NA", "", "true", "x,y", "5%", "=1+1", "total", "😀", "ǅ", "Ａ"];

    private static readonly string[] DateForms =
        ["yyyy-MM-dd", "dd/MM/yyyy", "M/d/yy", "yyyy-MM-ddTHH:mm:ssZ", "dd.MM.yyyy", "d MMM yyyy", "ddd, dd MMM yyyy HH:mm:ss 'GMT'", "yyyyMMdd", "HH:mm", "yyyy-MM", "MMMM d, yyyy h:mm tt"];

    private static readonly string[] NumberForms = ["0.###", "0", "#,##0.00", "$#,##0.00", "0.0%", "0.###E+0", "(0.0)", "+0.0;-0.0", "0.0 'kg'", "€0.00"];

    private static readonly string[] Encodings = ["utf-8", "utf-16", "utf-16BE", "utf-32", "utf-32BE", "iso-8859-1", "us-ascii"];

    public static byte[] Bytes(Dice dice, IReadOnlyList<string>? names = null)
    {
        string text = Text(dice, names);
        if (dice.OneIn(2))
            text = Mutation.Text(text, dice);
        var encoding = Encoding.GetEncoding(dice.OneIn(3) ? dice.Of(Encodings) : "utf-8");
        byte[] bytes = [.. dice.OneIn(4) ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];
        return dice.OneIn(4) ? Mutation.Bytes(bytes, dice) : bytes;
    }

    public static string Text(Dice dice, IReadOnlyList<string>? names = null)
    {
        int columns = names?.Count ?? 1 + dice.Small(dice.OneIn(50) ? 300 : 8), rows = dice.Small(dice.OneIn(20) ? 400 : 40);
        string delimiter = dice.Of(",", ",", ",", ";", "\t", "|", " "), end = dice.Of("\n", "\n", "\r\n", "\r");
        char quote = dice.OneIn(10) ? '\'' : '"';
        bool isComma = dice.OneIn(5), quotesAll = dice.OneIn(8);
        var cells = Enumerable.Range(0, columns).Select(_ => Cells(dice, isComma)).ToArray();
        var text = new StringBuilder();
        for (int lines = dice.OneIn(6) ? dice.Small(5) : 0; lines > 0; lines--)
            text.Append(dice.Of("# a comment", "", "Report of 2024", "sep=;", "%", "Source: x")).Append(end);
        if (!dice.OneIn(6))
            Row(Enumerable.Range(0, columns).Select(i => dice.OneIn(40) ? dice.Of("", "a", "1", "2024-01-01", "c0") : names?[i] ?? $"c{i}"));
        for (int row = 0; row < rows; row++)
        {
            var fields = cells.Select(cell => dice.OneIn(25) ? dice.Of("", "NA", "?", "-", "n/a", "1e400", "nan", "x\ny", "\"", "  ", "12:99", "٣") : cell(row));
            Row(dice.OneIn(60) ? fields.Take(dice.Below(columns + 1)) : dice.OneIn(60) ? fields.Append("more") : fields);
        }
        if (dice.OneIn(10))
            text.Append(dice.Of("Total", "sum", "(c) 2024", "", "# end")).Append(delimiter).Append(dice.Below(1000)).Append(end);
        if (dice.OneIn(4) && text.Length > 0)
            text.Length -= 1;
        return text.ToString();

        void Row(IEnumerable<string> fields)
        {
            text.AppendJoin(delimiter, fields.Select(field => quotesAll || field.Contains(delimiter, StringComparison.Ordinal) || field.AsSpan().IndexOfAny('\n', quote) >= 0
                ? $"{quote}{field.Replace($"{quote}", $"{quote}{quote}", StringComparison.Ordinal)}{quote}" : field));
            text.Append(end);
        }
    }

    private static Func<int, string> Cells(Dice dice, bool isComma)
    {
        string form = dice.Of(DateForms), number = dice.Of(NumberForms);
        int kinds = 1 + dice.Small(20);
        string Comma(string written) => isComma ? string.Concat(written.Select(c => c == '.' ? ',' : c == ',' ? '.' : c)) : written;
        double scale = Math.Pow(10, dice.Below(dice.OneIn(10) ? 80 : 6) - 2);
        return dice.Below(7) switch
        {
            0 => _ => dice.Below(kinds).ToString(CultureInfo.InvariantCulture),
            1 or 2 => _ => Comma((dice.Normal() * scale).ToString(number, CultureInfo.InvariantCulture)),
            3 => _ => new DateTime(1990, 1, 1).AddMinutes(dice.Below(20_000_000)).ToString(form, CultureInfo.InvariantCulture),
            4 => row => $"{row + 1}",
            5 => _ => $"k{dice.Below(kinds)}",
            _ => _ => dice.Of(Words),
        };
    }
}
