namespace Backprop.Training;

/// <summary>What the error of the validation rows is, by which the best epoch is chosen.</summary>
public enum ValidationMeasure
{
    /// <summary>The mean of the error function E; of equal epochs the earlier is kept.</summary>
    Error,

    /// <summary>
    /// The share of the rows' weight whose class is not the one with the largest output: what accuracy lacks of 1. Many epochs are equal in it; of these the last is
    /// kept, which has learned longer. Only for error functions with probabilities.
    /// </summary>
    WrongClasses,
}
