namespace Backprop.Execution;

/// <summary>How a pass shares its work among threads. The results are the same bits.</summary>
internal enum Sharing
{
    /// <summary>The calling thread does it all.</summary>
    None,

    /// <summary>Threads share every product, one after another.</summary>
    Products,

    /// <summary>Threads share the rows, and then the derivatives: see <see cref="RowBlocks"/>.</summary>
    Rows,
}
