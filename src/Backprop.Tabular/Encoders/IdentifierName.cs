namespace Backprop.Tabular.Encoders;

/// <summary>What the name of a column says about whether the column only names the rows.</summary>
internal enum IdentifierName
{
    /// <summary>Nothing.</summary>
    Silent,

    /// <summary>A time or a rank, whose whole numbers may well differ in every row: <c>year</c>, <c>t</c>.</summary>
    Time,

    /// <summary>What a row is about, or the number of one: <c>patient</c>, <c>account number</c>, <c>index</c>.</summary>
    Weak,

    /// <summary>An identifier: <c>PassengerId</c>, <c>patient_id</c>, <c>Unnamed: 0</c>.</summary>
    Strong,
}

/// <summary>Reads names of columns.</summary>
internal static class IdentifierNames
{
    private static readonly HashSet<string> IdentifierWords =
    [
        "ID", "IDS", "UID", "UUID", "GUID", "IDX", "IDENTIFIER", "UNNAMED", "ROWID", "ROWNAMES", "IDENTIFIANT", "IDENTIFICADOR", "IDENTIFICATIVO", "ИДЕНТИФИКАТОР",
    ];

    /// <summary>Words after the thing that they number: <c>account number</c>.</summary>
    private static readonly HashSet<string> NumberWords = ["NUMBER", "NO", "NR", "NUM", "NUMMER", "CODE", "KEY", "SERIAL", "REF", "REFERENCE"];

    /// <summary>Words before it: <c>número de cliente</c>.</summary>
    private static readonly HashSet<string> LeadingNumberWords = ["NUMÉRO", "NÚMERO", "NUMERO", "CODIGO", "CÓDIGO", "CODICE", "НОМЕР", "КОД"];

    /// <summary>What one word may end in with the thing before it: <c>Kundennummer</c>.</summary>
    private static readonly string[] NumberEndings = ["NUMMER", "编号", "序号", "番号"];

    private static readonly HashSet<string> ThingWords =
    [
        "ROW", "RECORD", "ENTRY", "OBS", "OBSERVATION", "INSTANCE", "EXAMPLE", "SAMPLE", "SPECIMEN", "CASE", "PATIENT", "SUBJECT", "PARTICIPANT", "RESPONDENT",
        "PERSON", "CUSTOMER", "CLIENT", "USER", "MEMBER", "PASSENGER", "EMPLOYEE", "STUDENT", "ACCOUNT", "ORDER", "INVOICE", "TICKET", "TRANSACTION",
        "LOAN", "ITEM", "PRODUCT",
    ];

    private static readonly HashSet<string> TimeWords =
    [
        "T", "TIME", "TIMESTAMP", "DATE", "DATETIME", "YEAR", "YR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND", "SEC", "PERIOD", "SEASON",
        "EPOCH", "AGE", "RANK", "JAHR", "MONAT", "WOCHE", "TAG", "STUNDE", "DATUM", "ZEIT",
    ];

    /// <summary>What a name says. Words are separated at signs, blanks, digits and capitals: <c>PassengerId</c>, <c>patient_id</c>, <c>ID_REF</c>.</summary>
    public static IdentifierName Of(string name)
    {
        string[] words = Words(name);
        if (words.Length == 0)
            return IdentifierName.Silent;
        string first = words[0], last = words[^1];
        if (words.Any(word => TimeWords.Contains(word) || (word.EndsWith('S') && TimeWords.Contains(word[..^1]))))
            return IdentifierName.Time;
        if (IdentifierWords.Contains(first) || IdentifierWords.Contains(last) || (last.EndsWith("ID", StringComparison.Ordinal) && ThingWords.Contains(last[..^2])))
            return IdentifierName.Strong;
        bool isIndex = last == "INDEX" && (words.Length == 1 || ThingWords.Contains(words[^2]));
        bool isNumber = words.Length > 1 && (NumberWords.Contains(last) || LeadingNumberWords.Contains(first));
        return isIndex || isNumber || ThingWords.Contains(last) || NumberEndings.Any(ending => last.EndsWith(ending, StringComparison.Ordinal))
            ? IdentifierName.Weak : IdentifierName.Silent;
    }

    private static string[] Words(string name)
    {
        var words = new List<string>();
        int start = 0;
        for (int i = 0; i <= name.Length; i++)
        {
            bool ends = i == name.Length || !char.IsLetter(name[i]);
            // A capital begins a word behind a small letter (passengerId), and before one where it ends capitals (IDNumber).
            bool begins = !ends && i > start && char.IsUpper(name[i])
                && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if ((ends || begins) && i > start)
                words.Add(name[start..i].ToUpperInvariant());
            if (ends)
                start = i + 1;
            else if (begins)
                start = i;
        }
        return [.. words];
    }
}
