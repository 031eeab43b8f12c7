namespace Backprop.Tabular.Encoders;

/// <summary>How columns of numbers become inputs.</summary>
public enum NumberScaling
{
    /// <summary>By mean and standard deviation; what is far outside the training rows is squashed.</summary>
    Standard,

    /// <summary>
    /// By the median and the distance of the quartiles, then x/√(1 + x²/9): nearly unchanged in the middle, and never beyond ±3, so that a few large values neither set the
    /// scale nor dominate (Holzmüller et al. 2024).
    /// </summary>
    Robust,
}
