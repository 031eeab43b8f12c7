namespace Backprop.Textbook;

/// <summary>A network has a layer for which the textbook has no derivation.</summary>
public sealed class NoDerivationException : Exception
{
    internal NoDerivationException(int layer, string kind)
        : base(FormattableString.Invariant($"There is no derivation for layer {layer}, which is of the kind {kind}: derivations exist only for dense layers.")) { }
}
