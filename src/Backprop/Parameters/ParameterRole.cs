namespace Backprop.Parameters;

/// <summary>The role of a parameter in its layer: decay and the L1 penalty do not apply to biases and scales unless their group says otherwise.</summary>
internal enum ParameterRole
{
    /// <summary>A weight w_ij from an input to a unit.</summary>
    Weight,

    /// <summary>A bias w_0j.</summary>
    Bias,

    /// <summary>A factor s_i of an input.</summary>
    Scale,
}
