namespace Backprop.Tabular.Models;

/// <summary>How much is computed for a model by a recipe that follows the size of the data.</summary>
public enum Effort
{
    /// <summary>A fifth of the usual, for a first look.</summary>
    Quick,

    /// <summary>The usual: at most some two minutes of two processor cores.</summary>
    Normal,

    /// <summary>Five times the usual, with up to twice as many networks.</summary>
    High,
}
