using System.Globalization;
using System.Text.Json.Serialization;
using Backprop.Numerics.Buffers;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Encoders;

/// <summary>
/// Labels, one input each: 1 for a row with this label, else 0. Rare labels share an input, and missing ones have their own where training
/// rows were without a label. Booleans are encoded alike: two inputs, so that an unknown third value can be neither. Where the network learns a vector
/// for each label (<see cref="Backprop.Layers.EmbeddingLayer"/>), the column is one input, which holds the number of that input from 0, or −1 for none.
/// </summary>
/// <remarks>
/// A label has its own input when it occurs in at least 2 of N training rows, 10 from 10,000 rows on, N/1000 between, but never more than half of the average
/// count of the column's labels; with fewer than 50 training rows one occurrence is enough. In tables so long that the inputs of a column would need more than
/// 256 MB, only the most frequent labels have their own (ties in ordinal order), 128 in any case; codes have no such limit. A label that is in no training row counts as rare, and is reported;
/// where no label was rare, it sets no input.
/// </remarks>
internal sealed class CategoryEncoder : ColumnEncoder
{
    /// <summary>The number of labels of a column that may have their own input whatever memory they need.</summary>
    private const int SureLabels = 128;

    /// <summary>The maximum number of values of a column's inputs over all training rows, from <see cref="SureLabels"/> on.</summary>
    private const int MaxNumbers = 1 << 26;

    /// <summary>The maximum number of rare labels that are remembered.</summary>
    private const int MaxRareLabels = 1000;

    private readonly LabelIndex index;

    internal CategoryEncoder(string column, IReadOnlyList<string> labels, IReadOnlyList<string>? rare, bool hasMissing, bool isBoolean, bool isCoded = false) : base(column)
    {
        Labels = labels;
        Rare = rare;
        HasMissing = hasMissing;
        IsCoded = isCoded;
        Kind = isBoolean ? ColumnKind.Boolean : ColumnKind.Category;
        index = new LabelIndex([.. labels, .. rare ?? []], isBoolean);
    }

    /// <inheritdoc/>
    public override ColumnKind Kind { get; }

    /// <summary>The labels with their own input, the most frequent first, ties in ordinal order.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The labels that share an input, in the same order; null where they are too many to remember (above 1,000).</summary>
    public IReadOnlyList<string>? Rare { get; }

    /// <summary>Whether training rows had rare labels, so that one input stands for these and for unseen ones.</summary>
    public bool HasOther => Rare is not { Count: 0 };

    /// <summary>Whether training rows were without a label, so that one input marks missing labels.</summary>
    public bool HasMissing { get; }

    /// <summary>Whether the column is one input of codes instead of an input for each.</summary>
    public bool IsCoded { get; }

    /// <summary>The codes: one for each label, and those for rare and missing ones where there are any.</summary>
    public int Codes => Labels.Count + (HasOther ? 1 : 0) + (HasMissing ? 1 : 0);

    /// <inheritdoc/>
    public override int Inputs => IsCoded ? 1 : Codes;

    /// <summary>A note about the labels that share an input; null where every label has its own.</summary>
    internal string? SharingNote => !HasOther ? null : string.Create(CultureInfo.InvariantCulture,
        $"column '{Column}': {Labels.Count:N0} of its labels have separate {(IsCoded ? "codes" : "inputs")}; {(Rare is { Count: var rare } ? $"{rare:N0}" : $"more than {MaxRareLabels:N0}")} rarer ones share one");

    /// <inheritdoc/>
    public override string InputName(int input) => IsCoded ? Column
        : input < Labels.Count ? $"{Column} = {Labels[input]}" : HasOther && input == Labels.Count ? $"{Column} other" : $"{Column} missing";

    internal static (ColumnEncoder? Encoder, string Reason) Fit(CategoryColumn column, ReadOnlySpan<int> rows, bool keep, int? codesFrom = null)
    {
        var counts = new int[column.Labels.Count];
        int present = 0;
        foreach (int row in rows)
        {
            int code = column.Codes[row];
            if (code < 0)
                continue;
            counts[code]++;
            present++;
        }
        int distinct = counts.Count(count => count > 0);
        if (distinct == 0)
            return (null, "no value in the training rows");
        if (distinct == 1 && present == rows.Length)
            return (null, $"one value only, '{column.Text(rows[0])}'");
        if (!keep && distinct > 10 && distinct > present / 2)
            return (null, string.Create(CultureInfo.InvariantCulture, $"{distinct} different texts in {present} rows, names rather than categories"));

        int fewest = present < 50 ? 1 : Math.Clamp(Math.Min(present / 1000, present / distinct / 2), 2, 10);
        string[] ordered = Enumerable.Range(0, counts.Length).Where(code => counts[code] > 0)
            .OrderByDescending(code => counts[code]).ThenBy(code => column.Labels[code], StringComparer.Ordinal)
            .Select(code => column.Labels[code]).ToArray();
        int own = counts.Count(count => count >= fewest);
        bool isCoded = own >= codesFrom;
        if (!isCoded)
            own = Math.Min(Math.Max(SureLabels, MaxNumbers / rows.Length), own);
        if (own == 0)
            return (null, string.Create(CultureInfo.InvariantCulture, $"no text stands in {fewest} or more training rows"));
        string[]? rare = distinct - own <= MaxRareLabels ? ordered[own..] : null;
        return (new CategoryEncoder(column.Name, ordered[..own], rare, present < rows.Length, column.Kind == ColumnKind.Boolean, isCoded), "");
    }

    internal override void Encode(Column column, ReadOnlySpan<int> rows, Matrix inputs, int first, ICollection<EncodingNote> notes)
    {
        int[] found = index.Find(column, rows);
        int missing = 0;
        for (int n = 0; n < rows.Length; n++)
        {
            missing += found[n] == LabelIndex.Missing ? 1 : 0;
            Set(inputs.Row(n).Slice(first, Inputs), found[n] switch
            {
                LabelIndex.Missing => HasMissing ? Codes - 1 : -1,
                LabelIndex.Unseen => HasOther ? Labels.Count : -1,
                int place => Math.Min(place, Labels.Count),
            });
        }
        if (missing > 0 && !HasMissing)
            notes.Add(new EncodingNote(EncodingNoteKind.UnexpectedMissing, Column, missing, []));
        // Where rare labels are not remembered, an unseen one cannot be distinguished from them.
        if (Rare is not null && LabelIndex.Note(EncodingNoteKind.UnseenLabels, column, rows, found) is { } note)
            notes.Add(note);
    }

    internal override string InWords(Func<double, string> number) =>
        $"{(IsCoded ? "codes with learned vectors, one" : "one input")} for each of {LabelIndex.Listed(Labels)}{(HasOther ? ", one for all others" : "")}{(HasMissing ? ", one for missing values" : "")}";

    internal override Column ColumnOf(object? value, DataFormat? format)
    {
        string? label = value switch
        {
            null or "" => null,
            string text => text,
            // The spellings of false are before those of true in ordinal order: no and yes, n and y, f and t, 0 and 1.
            bool flag when Kind == ColumnKind.Boolean => flag ? Labels.Max(StringComparer.OrdinalIgnoreCase) : Labels.Min(StringComparer.OrdinalIgnoreCase),
            double or decimal or Half => Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
        return label is null ? new CategoryColumn(Column, [], [-1]) : new CategoryColumn(Column, [label], [0], Kind == ColumnKind.Boolean);
    }

    /// <summary>Sets the inputs of a row to those of a code; -1 for none.</summary>
    internal void Set(Span<float> row, int code)
    {
        if (IsCoded)
        {
            row[0] = code;
            return;
        }
        row.Clear();
        if (code >= 0)
            row[code] = 1;
    }

    internal override ColumnDescription Describe() => Kind == ColumnKind.Boolean
        ? new BooleanDescription(Column, [.. Labels], Rare?.ToArray(), HasMissing) : new CategoryDescription(Column, [.. Labels], Rare?.ToArray(), HasMissing, IsCoded);

    /// <summary>The encoder of a description that was read from <paramref name="path"/>.</summary>
    internal static CategoryEncoder Of(string column, string[] labels, string[]? rare, bool hasMissing, bool isBoolean, bool isCoded, string path)
    {
        var comparer = LabelIndex.Comparer(isBoolean);
        labels = DescriptionJson.DistinctTexts(labels, comparer, $"{path}.labels");
        rare = rare is null ? null : DescriptionJson.DistinctTexts(rare, comparer, $"{path}.rare");
        if (labels.Length == 0)
            throw DescriptionJson.Unexpected($"{path}.labels", "at least one label");
        if (rare is not null && rare.Intersect(labels, comparer).Any())
            throw DescriptionJson.Unexpected($"{path}.rare", "none of the labels");
        return new CategoryEncoder(column, labels, rare, hasMissing, isBoolean, isCoded);
    }
}

/// <summary>A column of labels as model files describe it.</summary>
internal sealed record CategoryDescription(
    string Column, string[] Labels, string[]? Rare, bool Missing, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Coded = false) : ColumnDescription
{
    /// <inheritdoc/>
    public override ColumnEncoder Encoder(string path) => CategoryEncoder.Of(Column, Labels, Rare, Missing, isBoolean: false, Coded, path);
}

/// <summary>A column of booleans as model files describe it.</summary>
internal sealed record BooleanDescription(string Column, string[] Labels, string[]? Rare, bool Missing) : ColumnDescription
{
    /// <inheritdoc/>
    public override ColumnEncoder Encoder(string path) => CategoryEncoder.Of(Column, Labels, Rare, Missing, isBoolean: true, isCoded: false, path);
}
