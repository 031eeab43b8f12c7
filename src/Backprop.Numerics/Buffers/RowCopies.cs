namespace Backprop.Numerics.Buffers;

/// <summary>
/// The rows of a batch for several threads that each read all of them: every member of the team has its own copy, which it makes from the source
/// when it first needs it.
/// </summary>
/// <remarks>
/// A line of memory that another processor has read is expensive to write: where two processors have no cache in common, 11 ns were measured for each, against
/// 2 ns for reading what the other has written and less for a copy. One copy for all would be written again, and read by all, in each step.
/// </remarks>
internal sealed class RowCopies
{
    /// <summary>Two cache lines, which processors fetch in pairs.</summary>
    private const int Apart = 16;

    private readonly Matrix[] copies;
    private readonly long[] held;
    private long number;
    private Action<Matrix>? fill;
    private readonly Action<Matrix> copyNumbers;
    private unsafe float* source;
    private int numbers;

    /// <param name="first">The copy of member 0, the calling thread.</param>
    /// <param name="members">Threads that work, with the calling one: 1 or more.</param>
    public RowCopies(Matrix first, int members)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(members);
        First = first;
        copies = [first, .. Enumerable.Range(1, members - 1).Select(_ => new Matrix(first.Rows, first.Columns))];
        copyNumbers = CopyNumbers;
        held = new long[members * Apart];
    }

    /// <summary>The copy of member 0: see <see cref="FillFirst"/>.</summary>
    public Matrix First { get; }

    /// <summary>Rows that a function writes to the matrix it is given, until others are set: when a member first needs them, on its thread.</summary>
    public void Set(Action<Matrix> fill)
    {
        ArgumentNullException.ThrowIfNull(fill);
        this.fill = fill;
        number++;
    }

    /// <summary>Sees to it that the first copy holds the rows, for those who read it by itself.</summary>
    public void FillFirst() => Of(0);

    /// <summary>From now on every member reads the first copy, whatever is written to it.</summary>
    public void Share() => fill = null;

    /// <summary>Does some work for which the first rows are numbers in row order without padding. Allocates nothing.</summary>
    /// <param name="values">A whole number of rows, at most as many as a copy has.</param>
    /// <param name="state">What the work is given.</param>
    /// <param name="work">The work; afterwards the first copy holds the rows, and all read it as after <see cref="Share"/>.</param>
    /// <returns>What the work returns.</returns>
    /// <exception cref="ArgumentException">No whole number of rows, or too many.</exception>
    public unsafe TResult During<TState, TResult>(ReadOnlySpan<float> values, TState state, Func<TState, TResult> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        fixed (float* start = values)
        {
            source = start;
            numbers = values.Length;
            try
            {
                Set(copyNumbers);
                var result = work(state);
                FillFirst();
                return result;
            }
            finally
            {
                source = null;
                Share();
            }
        }
    }

    private unsafe void CopyNumbers(Matrix copy) => copy.SetRows(new ReadOnlySpan<float>(source, numbers));

    /// <summary>The rows as a member may read them, in the part of the work that it is doing.</summary>
    /// <param name="member">From 0.</param>
    public Matrix Of(int member)
    {
        if (fill is not { } write)
            return First;
        ref long holds = ref held[member * Apart];
        if (holds != number)
        {
            write(copies[member]);
            holds = number;
        }
        return copies[member];
    }
}
