using System.Text.Json;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Models;

/// <summary>What a row of a training's data was for.</summary>
internal enum RowPart
{
    /// <summary>Nothing: it has no target.</summary>
    None,

    /// <summary>To learn from.</summary>
    Training,

    /// <summary>To watch training with: it chose the epoch.</summary>
    Validation,

    /// <summary>To test with: training never saw it.</summary>
    Test,
}

/// <summary>
/// Which rows of a table a model was trained, watched and tested with, and what tells that table again: hashes of the encoded rows, which stay the same
/// however often a file is read, renamed or packed. Immutable.
/// </summary>
internal sealed class TrainedRows
{
    /// <summary>Rows, at most: more would not fit into the header of a model's file.</summary>
    private const int MaxRows = 1 << 24;

    private const int RowsPerByte = 4;

    private readonly RowPart[] parts;
    private readonly string? training, validation, test;

    private TrainedRows(RowPart[] parts, string? training, string? validation, string? test)
    {
        this.parts = parts;
        (this.training, this.validation, this.test) = (training, validation, test);
    }

    /// <summary>What each row of the training's table was for.</summary>
    public IReadOnlyList<RowPart> Parts => parts;

    internal static TrainedRows? Of(RowParts rows, EncodedRows training, EncodedRows validation, EncodedRows test)
    {
        int count = rows.Training.Length + rows.Validation.Length + rows.Test.Length + rows.Unlabelled;
        if (count > MaxRows)
            return null;
        var of = new RowPart[count];
        foreach (var (numbers, part) in new[] { (rows.Training, RowPart.Training), (rows.Validation, RowPart.Validation), (rows.Test, RowPart.Test) })
            foreach (int row in numbers)
                of[row] = part;
        return new TrainedRows(of, training.Sha256(), validation.Sha256(), test.Sha256());
    }

    /// <summary>The part of each row of a table, where it is the one of the training or that of the test rows; null for another.</summary>
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

    internal void Write(Utf8JsonWriter writer)
    {
        byte[] packed = new byte[(parts.Length + RowsPerByte - 1) / RowsPerByte];
        for (int row = 0; row < parts.Length; row++)
            packed[row / RowsPerByte] |= (byte)((int)parts[row] << 2 * (row % RowsPerByte));
        writer.WriteStartObject();
        writer.WriteNumber("count", parts.Length);
        writer.WriteBase64String("parts", packed);
        foreach (var (name, hash) in new[] { ("train", training), ("validation", validation), ("test", test) })
            writer.WriteString(name + "_sha256", hash);
        writer.WriteEndObject();
    }

    internal static TrainedRows Read(StrictJson json)
    {
        json.Object("count", "parts", "train_sha256", "validation_sha256", "test_sha256");
        int count = json["count"].Integer(0, MaxRows);
        string text = json["parts"].Text();
        byte[] packed = new byte[text.Length / 4 * 3];
        if (!Convert.TryFromBase64String(text, packed, out int bytes) || bytes != (count + (long)RowsPerByte - 1) / RowsPerByte)
            throw json["parts"].Error($"base64 of 2 bits for each of {count} rows");
        var of = new RowPart[count];
        for (int row = 0; row < count; row++)
            of[row] = (RowPart)(packed[row / RowsPerByte] >> 2 * (row % RowsPerByte) & 3);
        return new TrainedRows(of, Hash(json["train_sha256"]), Hash(json["validation_sha256"]), Hash(json["test_sha256"]));
    }

    private static string? Hash(StrictJson json) => json.IsNull ? null
        : json.Text() is { Length: 64 } hash && hash.All(char.IsAsciiHexDigitLower) ? hash : throw json.Error("a SHA-256 in lower-case hexadecimal");
}
