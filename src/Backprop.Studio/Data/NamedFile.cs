namespace Backprop.Studio.Data;

/// <summary>A file, or a folder of images, that is named on the command line or is in a folder named there.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Name">The name on the page.</param>
/// <param name="IsModel">Whether it is a model; else data.</param>
public sealed record NamedFile(string Path, string Name, bool IsModel);
