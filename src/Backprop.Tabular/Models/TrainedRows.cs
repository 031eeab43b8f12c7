using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Models;

/// <summary>The part of a row in a training.</summary>
internal enum RowPart
{
    /// <summary>None: it has no target.</summary>
    None,

    /// <summary>Training.</summary>
    Training,

    /// <summary>Validation: it chose the epoch.</summary>
    Validation,

    /// <summary>Test: training never used it.</summary>
    Test,
}

/// <summary>
/// Which rows of a table a model was trained, validated and tested on, and hashes of the encoded rows by which the table is recognized; they stay the same
/// when a file is read again, renamed or compressed. Immutable.
/// </summary>
internal sealed class TrainedRows
{
    /// <summary>The maximum number of rows: more would not fit into the header of a model file.</summary>
    private const int MaxRows = 1 << 24;

    private const int RowsPerByte = 4;

    private readonly RowPart[] parts;
    private readonly string? training, validation, test;

    private TrainedRows(RowPart[] parts, string? training, string? validation, string? test)
    {
        this.parts = parts;
        (this.training, this.validation, this.test) = (training, validation, test);
    }

    /// <summary>The part of each row of the training's table.</summary>
    public IReadOnlyList<RowPart> Parts => parts;

    internal static TrainedRows? Of(RowParts rows, EncodedRows training, EncodedRows validation, EncodedRows test)
    {
        int count = rows.Rows;
        if (count > MaxRows)
            return null;
        var of = new RowPart[count];
        foreach (var (numbers, part) in new[] { (rows.Training, RowPart.Training), (rows.Validation, RowPart.Validation), (rows.Test, RowPart.Test) })
            foreach (int row in numbers)
                of[row] = part;
        return new TrainedRows(of, training.Sha256(), validation.Sha256(), test.Sha256());
    }

    /// <summary>The part of each row of a table, if it is that of the training or of the test rows; null for another.</summary>
    internal IReadOnlyList<RowPart>? Find(ModelEncoding encoding, Table table)
    {
        string? Hash(IEnumerable<int> rows) => EncodedRows.Encode(encoding, table, [.. rows], weightColumn: null).Sha256();
        var all = Enumerable.Range(0, table.Rows);
        IEnumerable<int> Rows(RowPart part) => all.Where(row => parts[row] == part);
        bool hasTest = parts.Contains(RowPart.Test);
        if (table.Rows == parts.Length && Hash(Rows(RowPart.Training)) == training && Hash(Rows(RowPart.Validation)) == validation
            && (!hasTest || Hash(Rows(RowPart.Test)) == test))
            return parts;
        return !hasTest && test is not null && Hash(all) == test ? [.. all.Select(_ => RowPart.Test)] : null;
    }

    internal RowsDescription Describe()
    {
        byte[] packed = new byte[(parts.Length + RowsPerByte - 1) / RowsPerByte];
        for (int row = 0; row < parts.Length; row++)
            packed[row / RowsPerByte] |= (byte)((int)parts[row] << 2 * (row % RowsPerByte));
        return new RowsDescription(parts.Length, packed, training, validation, test);
    }

    /// <summary>The rows of a description that was read from <paramref name="path"/>.</summary>
    internal static TrainedRows Of(RowsDescription description, string path)
    {
        int count = DescriptionJson.Integer(description.Count, 0, MaxRows, $"{path}.count");
        if (description.Parts.Length != (count + RowsPerByte - 1) / RowsPerByte)
            throw DescriptionJson.Unexpected($"{path}.parts", $"base64 of 2 bits for each of {count} rows");
        var of = new RowPart[count];
        for (int row = 0; row < count; row++)
            of[row] = (RowPart)(description.Parts[row / RowsPerByte] >> 2 * (row % RowsPerByte) & 3);
        return new TrainedRows(
            of, Hash(description.TrainSha256, $"{path}.train_sha256"), Hash(description.ValidationSha256, $"{path}.validation_sha256"), Hash(description.TestSha256, $"{path}.test_sha256"));
    }

    private static string? Hash(string? text, string path) =>
        text is null || (text.Length == 64 && text.All(char.IsAsciiHexDigitLower)) ? text : throw DescriptionJson.Unexpected(path, "a SHA-256 in lower-case hexadecimal");
}

/// <summary>The rows of a training as a model's file describes them, 2 bits a row.</summary>
internal sealed record RowsDescription(int Count, byte[] Parts, string? TrainSha256, string? ValidationSha256, string? TestSha256)
{
    /// <summary>The rows.</summary>
    /// <param name="path">The place of the description, for messages.</param>
    /// <exception cref="DataException">The description contradicts itself.</exception>
    public TrainedRows Trained(string path) => TrainedRows.Of(this, path);
}
