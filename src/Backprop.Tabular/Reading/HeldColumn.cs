namespace Backprop.Tabular.Reading;

/// <summary>One field of several records, one below the other.</summary>
/// <param name="text">The text of the records.</param>
/// <param name="fields">Where their fields stand in it, record after record.</param>
/// <param name="width">The fields of a record.</param>
/// <param name="field">Which of them, from 0.</param>
internal readonly ref struct HeldColumn(ReadOnlySpan<char> text, ReadOnlySpan<(int Start, int Length)> fields, int width, int field)
{
    private readonly ReadOnlySpan<char> text = text;
    private readonly ReadOnlySpan<(int Start, int Length)> fields = fields;

    public ReadOnlySpan<char> this[int row]
    {
        get
        {
            var (start, length) = fields[(row * width) + field];
            return text.Slice(start, length);
        }
    }
}
