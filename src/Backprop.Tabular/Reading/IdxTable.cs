using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>Tables of IDX images: a folder with images and labels under their usual names, or one file.</summary>
internal static class IdxTable
{
    /// <summary>Reads a folder: the train pair, and the t10k pair as test rows; the t10k pair alone is the table. Predictions need no labels.</summary>
    /// <exception cref="DataException">The folder contains neither, or labels without images, or files that do not match.</exception>
    public static DataSource ReadFolder(string folder)
    {
        var train = Pair(folder, "train");
        var test = Pair(folder, "t10k");
        if (train is null && test is null)
            throw Nothing(folder);
        var notes = new List<string>();
        if (train is null)
            notes.Add("There is no train pair; the t10k pair was read.");
        var table = Read(train ?? test!.Value);
        var tested = train is null || test is null ? null : Read(test.Value);
        foreach (var (part, pair) in new[] { ("train", train), ("t10k", test) })
        {
            if (pair is { Labels: null })
                notes.Add($"There is no {part}-labels-idx1-ubyte[.gz]: these images can be predicted, but not used for training or evaluation.");
        }
        if (tested is not null && Size(tested) != Size(table))
            throw new DataException($"{folder}: the training images have {Size(table)} pixels, the test images {Size(tested)}. One size was expected.");
        return Source(folder, table, tested, (train ?? test)!.Value.Images.Compressed, notes);
    }

    /// <summary>Reads one file of images, or of labels.</summary>
    public static DataSource ReadFile(ByteSource source, ReadOnlySpan<byte> head)
    {
        Column column = IdxFile.Dimensions(head) == 1 ? IdxFile.Labels(source) : IdxFile.Images(source);
        string other = column is ImageColumn ? "Images without labels: name the folder to read both." : "Labels without images: name the folder to read both.";
        return Source(source.Name, new Table([column]), tested: null, source.Compressed, [other]);
    }

    private static DataSource Source(string name, Table table, Table? tested, bool compressed, IReadOnlyList<string> notes) => new(table, tested, new ReadReport
    {
        Source = name,
        Format = "IDX images",
        Compressed = compressed,
        Rows = table.Rows,
        Columns = table.Columns.Select(column => new ColumnReport(column.Name, column)).ToArray(),
        Notes = notes,
    });

    private static Table Read((ByteSource Images, ByteSource? Labels) pair)
    {
        var images = IdxFile.Images(pair.Images);
        if (pair.Labels is null)
            return new Table([images]);
        var labels = IdxFile.Labels(pair.Labels);
        if (images.Count != labels.Count)
            throw new DataException($"{pair.Labels.Name}: {labels.Count:N0} labels found, {images.Count:N0} expected, the number of images in {Path.GetFileName(pair.Images.Name)}.");
        return new Table([images, labels]);
    }

    private static string Size(Table table) => table.Columns[0] is ImageColumn images ? $"{images.Height} x {images.Width}" : "";

    private static (ByteSource Images, ByteSource? Labels)? Pair(string folder, string part)
    {
        string? images = Find(folder, part, "images", 3), labels = Find(folder, part, "labels", 1);
        if (images is null && labels is null)
            return null;
        if (images is null)
            throw new DataException($"{folder}: there is {Path.GetFileName(labels)}, but no {part}-images-idx3-ubyte[.gz] beside it. Add it.");
        return (ByteSource.OfFile(images), labels is null ? null : ByteSource.OfFile(labels));
    }

    private static string? Find(string folder, string part, string what, int dimensions)
    {
        string[] names = [$"{part}-{what}-idx{dimensions}-ubyte", $"{part}-{what}.idx{dimensions}-ubyte"];
        return names.SelectMany(name => new[] { name, name + ".gz" }).Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    private static DataException Nothing(string folder)
    {
        string[] files = Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).Take(6).ToArray();
        string found = files.Length == 0 ? "It contains no files." : $"It contains {string.Join(", ", files.Take(5))}{(files.Length > 5 ? ", …" : "")}: name a file.";
        return new DataException($"{folder}: a folder without IDX images (train-images-idx3-ubyte[.gz] and train-labels-idx1-ubyte[.gz]). {found}");
    }
}
