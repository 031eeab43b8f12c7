namespace Backprop.Explain.Diagrams;

/// <summary>A network drawn in characters.</summary>
/// <param name="Lines">The drawing, line by line.</param>
/// <param name="Caption">What is to be seen in it, in a sentence or two.</param>
internal sealed record CharacterDrawing(IReadOnlyList<string> Lines, string Caption);
