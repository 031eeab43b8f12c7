namespace Backprop.Numerics.Randomness;

/// <summary>What random numbers are for: a part of their key, so that no two uses share numbers. The values are part of the contract of the same bits and never change.</summary>
internal enum Purpose
{
    /// <summary>Starting weights; keyed by layer.</summary>
    Weights = 1,

    /// <summary>The order of the rows; keyed by epoch.</summary>
    Shuffle = 2,

    /// <summary>Which units are dropped; keyed by layer and step.</summary>
    Dropout = 3,

    /// <summary>Which rows are for training, validation and test.</summary>
    Split = 4,

    /// <summary>Made-up data.</summary>
    Data = 5,

    /// <summary>Sampling in explanations, such as permutation importance.</summary>
    Importance = 6,

    /// <summary>The choice of settings in a search.</summary>
    Tuning = 7,

    /// <summary>Seeds derived from a seed, as for the members of an ensemble.</summary>
    Seeds = 8,

    /// <summary>Tests of the library itself.</summary>
    Test = 9,

    /// <summary>Which weights a gradient check tests; keyed by layer.</summary>
    Check = 10,
}
