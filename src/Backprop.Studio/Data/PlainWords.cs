using System.Text.RegularExpressions;

namespace Backprop.Studio.Data;

/// <summary>
/// Messages about data without the advice that names options of the command line, since a page has none. What is wrong, and where, stays.
/// </summary>
internal static partial class PlainWords
{
    /// <summary>The message without the sentences, clauses and remarks in brackets that name an option.</summary>
    public static string Of(string message)
    {
        if (!Option().IsMatch(message))
            return message;
        string plain = Bracket().Replace(message, remark => Option().IsMatch(remark.Value) ? "" : remark.Value);
        string[] sentences = [.. Sentence().Split(plain).Select(WithoutClauses).Where(sentence => sentence.Length > 0)];
        return sentences.Length > 0 ? string.Join(" ", sentences) : message;
    }

    private static string WithoutClauses(string sentence)
    {
        if (!Option().IsMatch(sentence))
            return sentence;
        string kept = string.Join("; ", sentence.TrimEnd('.').Split("; ").TakeWhile(clause => !Option().IsMatch(clause)));
        return kept.Length > 0 ? kept + "." : "";
    }

    /// <summary>Such as <c>--missing</c>, outside quoted texts of the data.</summary>
    [GeneratedRegex(@"(?<![\w'""-])--[a-z][a-z-]*")]
    private static partial Regex Option();

    [GeneratedRegex(@"\s*\([^()]*\)")]
    private static partial Regex Bracket();

    /// <summary>Between two sentences: a punctuation mark, a blank and a capital letter.</summary>
    [GeneratedRegex(@"(?<=[.!?])\s+(?=\p{Lu})")]
    private static partial Regex Sentence();
}
