namespace Backprop.Studio.Inspecting;

/// <summary>What rows are sorted by.</summary>
public enum RowOrder
{
    /// <summary>In the order of the data.</summary>
    Row,

    /// <summary>By the error of the prediction.</summary>
    Error,

    /// <summary>By the probability of the predicted class, or the predicted number.</summary>
    Prediction,
}

/// <summary>Which rows are shown, and in which order.</summary>
public sealed record RowChoice
{
    /// <summary>Text contained in any column, whatever its case; <c>column=text</c> for an exact value of one column. Empty for all rows.</summary>
    public string Search { get; init; } = "";

    /// <summary>Whether only rows with a wrong class are shown.</summary>
    public bool OnlyWrong { get; init; }

    /// <summary>A part of a chart whose rows are shown; null for all.</summary>
    public RowFilter? Filter { get; init; }

    /// <summary>The sort key.</summary>
    public RowOrder Order { get; init; }

    /// <summary>Whether the largest come first.</summary>
    public bool IsDescending { get; init; }
}
