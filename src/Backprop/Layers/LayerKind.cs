namespace Backprop.Layers;

/// <summary>A kind of layer in model files. A new one is added to the list.</summary>
/// <param name="Name">How files write it.</param>
/// <param name="Read">The layer of a description, its parameters not yet set.</param>
internal sealed record LayerKind(string Name, Func<LayerDescription, Layer> Read)
{
    /// <summary>Every kind.</summary>
    public static IReadOnlyList<LayerKind> All { get; } = [DenseLayer.Type, ScaleLayer.Type, EmbeddingLayer.Type, NumberEmbeddingLayer.Type];
}
