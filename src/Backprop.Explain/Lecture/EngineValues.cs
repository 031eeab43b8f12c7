namespace Backprop.Explain.Lecture;

/// <summary>What the production engine, in single precision, makes of the lecture's example: shown beside the textbook's numbers.</summary>
internal sealed record EngineValues
{
    /// <summary>K outputs y of the training point with the old weights.</summary>
    public required IReadOnlyList<float> Outputs { get; init; }

    /// <summary>δ of each of the L layers, from the first.</summary>
    public required IReadOnlyList<IReadOnlyList<float>> Deltas { get; init; }

    /// <summary>The updated weights of each of the L layers, (D + 1)×M, row 0 the biases.</summary>
    public required IReadOnlyList<float[,]> Updated { get; init; }

    /// <summary>K outputs y of the training point with the updated weights.</summary>
    public required IReadOnlyList<float> OutputsAgain { get; init; }

    /// <summary>K outputs y of the test point with the updated weights.</summary>
    public required IReadOnlyList<float> OutputsOfTest { get; init; }
}
