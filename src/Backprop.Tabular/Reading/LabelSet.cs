using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>
/// The distinct texts of a column, numbered as they come. They stand one after another in one array: as strings in a dictionary, short labels would take
/// three times the memory, and a column of labels that nearly all differ is as long as the table.
/// </summary>
internal sealed class LabelSet
{
    private const int MinSlots = 8;

    private char[] text = [];
    // Where each label ends in the text.
    private int[] ends = [];
    // Open addressing: the number of a label plus 1, 0 where none is; at most half are taken.
    private int[] slots = [];

    /// <summary>The number of distinct labels.</summary>
    public int Count { get; private set; }

    private int Length => Count == 0 ? 0 : ends[Count - 1];

    /// <summary>The number of a label, from 0; a label that is new gets the next one.</summary>
    /// <exception cref="DataException">The labels have more characters than an array can hold.</exception>
    public int Place(ReadOnlySpan<char> label)
    {
        if (Count * 2 >= slots.Length)
            Rehash();
        int slot = SlotOf(label);
        if (slots[slot] > 0)
            return slots[slot] - 1;
        Append(label);
        slots[slot] = Count;
        return Count - 1;
    }

    /// <summary>The labels by their numbers; afterwards there are none here.</summary>
    public string[] Take()
    {
        slots = [];
        var labels = new string[Count];
        for (int i = 0; i < labels.Length; i++)
            labels[i] = Label(i).ToString();
        (text, ends, Count) = ([], [], 0);
        return labels;
    }

    private ReadOnlySpan<char> Label(int place) => text.AsSpan((place == 0 ? 0 : ends[place - 1])..ends[place]);

    private void Append(ReadOnlySpan<char> label)
    {
        int start = Length;
        if (label.Length > Array.MaxLength - start)
            throw new DataException($"A column has different labels of more than {Array.MaxLength} characters together. Leave it out of the table.");
        Reserve(ref text, start + label.Length);
        Reserve(ref ends, Count + 1);
        label.CopyTo(text.AsSpan(start));
        ends[Count++] = start + label.Length;
    }

    // The slot of a label, or the one where it belongs.
    private int SlotOf(ReadOnlySpan<char> label)
    {
        int mask = slots.Length - 1, slot = string.GetHashCode(label, StringComparison.Ordinal) & mask;
        while (slots[slot] > 0 && !Label(slots[slot] - 1).SequenceEqual(label))
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Rehash()
    {
        slots = new int[Math.Max(MinSlots, slots.Length * 2)];
        int mask = slots.Length - 1;
        for (int i = 0; i < Count; i++)
        {
            int slot = string.GetHashCode(Label(i), StringComparison.Ordinal) & mask;
            while (slots[slot] > 0)
                slot = (slot + 1) & mask;
            slots[slot] = i + 1;
        }
    }

    private static void Reserve<T>(ref T[] array, int length)
    {
        if (length > array.Length)
            Array.Resize(ref array, (int)Math.Min(Array.MaxLength, Math.Max(Math.Max(MinSlots, length), array.Length * 2L)));
    }
}
