using Backprop.Numerics.Buffers;

namespace Backprop.Tabular.Encoders;

/// <summary>Rows of a table as inputs of a network.</summary>
/// <param name="Values">N rows of D inputs.</param>
/// <param name="Notes">What the rows contain that the training rows did not.</param>
internal sealed record EncodedInputs(Matrix Values, IReadOnlyList<EncodingNote> Notes);
