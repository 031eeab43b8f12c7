namespace Backprop.Studio.Data;

/// <summary>A file, or a folder of images, that the command line named or that lies in a folder it named.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">What the page calls it.</param>
/// <param name="IsModel">Whether it is a model; else data.</param>
public sealed record NamedFile(string Path, string Name, bool IsModel);
