using System.Globalization;

namespace Backprop.Files;

/// <summary>
/// The contents of several networks in one file: that of the first as it is, and of the k-th the tensors, and the metadata that differ from those of the first, under
/// names that begin with <c>members.k.</c>; the metadata <c>members</c> is their number.
/// </summary>
internal static class FileMembers
{
    /// <summary>The maximum number of networks in a file.</summary>
    public const int Most = 1000;

    private const string Key = "members", Prefix = "members.";

    /// <summary>The content of all in one file; that of a single one is not changed.</summary>
    public static SafetensorsFile Join(IReadOnlyList<SafetensorsFile> members)
    {
        if (members.Count == 1)
            return members[0];
        var metadata = new Dictionary<string, string>(members[0].Metadata, StringComparer.Ordinal) { [Key] = Text(members.Count) };
        var tensors = members[0].Tensors.ToList();
        for (int k = 1; k < members.Count; k++)
        {
            foreach (var (name, text) in members[k].Metadata)
                if (members[0].Metadata.GetValueOrDefault(name) != text)
                    metadata.Add(Start(k) + name, text);
            tensors.AddRange(members[k].Tensors.Select(tensor => tensor.Named(Start(k) + tensor.Name)));
        }
        return new SafetensorsFile(metadata, tensors);
    }

    /// <summary>The content of each, in order; a file of one network is itself.</summary>
    /// <param name="file">The content of all.</param>
    /// <param name="name">What messages call the file.</param>
    /// <exception cref="ModelFileException">Their number cannot be read, or is not that of the tensors.</exception>
    public static IReadOnlyList<SafetensorsFile> Split(SafetensorsFile file, string name)
    {
        if (!file.Metadata.TryGetValue(Key, out string? text))
            return [file];
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count is < 2 or > Most)
            throw new ModelFileException($"'{name}', metadata '{Key}': it is {Shown.Text(text)}, but a whole number from 2 to {Most} was expected.");
        var first = file.Metadata.Where(entry => entry.Key != Key && !entry.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToList();
        var tensors = file.Tensors.ToLookup(tensor => tensor.Name.StartsWith(Prefix, StringComparison.Ordinal) ? tensor.Name[..(tensor.Name.IndexOf('.', Prefix.Length) + 1)] : "", StringComparer.Ordinal);
        string[] starts = [.. Enumerable.Range(0, count).Select(k => k == 0 ? "" : Start(k))];
        if (tensors.Select(group => group.Key).FirstOrDefault(start => !starts.Contains(start)) is { } other)
            throw new ModelFileException($"'{name}' has tensors named {Shown.Text(other)}…, but its metadata '{Key}' says that it holds {count} networks.");
        var members = new SafetensorsFile[count];
        for (int k = 0; k < count; k++)
        {
            string start = starts[k];
            var metadata = new Dictionary<string, string>(first, StringComparer.Ordinal);
            if (k > 0)
                foreach (var (key, value) in file.Metadata.Where(entry => entry.Key.StartsWith(start, StringComparison.Ordinal) && entry.Key.Length > start.Length))
                    metadata[key[start.Length..]] = value;
            members[k] = new SafetensorsFile(metadata, [.. tensors[start].Select(tensor => k == 0 ? tensor : tensor.Named(tensor.Name[start.Length..]))]);
        }
        return members;
    }

    private static string Start(int member) => $"{Prefix}{Text(member + 1)}.";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
