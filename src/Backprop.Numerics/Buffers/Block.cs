namespace Backprop.Numerics.Buffers;

/// <summary>A block of a matrix: some rows of some columns.</summary>
/// <param name="FirstRow">The first row, from 0.</param>
/// <param name="Rows">Rows, 1 or more.</param>
/// <param name="FirstColumn">The first column, a multiple of 16.</param>
/// <param name="Columns">Columns, without padding: a multiple of 16 except at the right edge.</param>
internal readonly record struct Block(int FirstRow, int Rows, int FirstColumn, int Columns)
{
    /// <summary>The first number of the block, after a check that the block is inside the matrix.</summary>
    internal unsafe float* PointerIn(Matrix matrix)
    {
        if (FirstRow < 0 || Rows < 1 || FirstRow > matrix.Rows - Rows || FirstColumn < 0 || Columns < 1 || FirstColumn > matrix.Columns - Columns
            || FirstColumn % PanelMatrix.PanelColumns != 0 || (Columns % PanelMatrix.PanelColumns != 0 && FirstColumn + Columns != matrix.Columns))
            ThrowNotInside(matrix);
        return matrix.Pointer + (nint)FirstRow * matrix.Stride + FirstColumn;
    }

    private void ThrowNotInside(Matrix matrix) =>
        throw new ArgumentOutOfRangeException(nameof(matrix), $"{this} is not a block of a matrix of {matrix.Rows} x {matrix.Columns}: columns begin and end at multiples of 16 or at the right edge.");
}
