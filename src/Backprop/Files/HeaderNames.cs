namespace Backprop.Files;

/// <summary>The words of a safetensors header, and the rules for names in it.</summary>
internal static class HeaderNames
{
    public const string Metadata = "__metadata__";
    public const string Type = "dtype";
    public const string Shape = "shape";
    public const string Offsets = "data_offsets";
    public const string Float = "F32";

    /// <summary>The key of the file's own SHA-256 in the metadata.</summary>
    public const string Hash = "sha256";

    /// <summary>Types that the format has and we have no use for.</summary>
    public static readonly string[] OtherTypes =
    [
        "BOOL", "U8", "I8", "U16", "I16", "U32", "I32", "U64", "I64", "F16", "BF16", "F64", "C64",
        "F4", "F6_E2M3", "F6_E3M2", "F8_E4M3", "F8_E5M2", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ",
    ];

    /// <summary>Why a text cannot name a tensor or a piece of metadata; null where it can.</summary>
    public static string? WhyBad(string name)
    {
        if (name.Length == 0)
            return "it is empty";
        foreach (char c in name)
        {
            if (char.IsControl(c))
                return "it has a control character";
        }
        return IsWellFormed(name) ? null : "it has an unpaired surrogate";
    }

    /// <summary>Whether every surrogate has its other half.</summary>
    public static bool IsWellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
        }
        return true;
    }
}
