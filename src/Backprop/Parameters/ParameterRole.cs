namespace Backprop.Parameters;

/// <summary>What a parameter is to its layer: decay and the L1 penalty leave biases and scales alone unless their group says otherwise.</summary>
internal enum ParameterRole
{
    /// <summary>A weight w_ij from an input to a unit.</summary>
    Weight,

    /// <summary>A bias w_0j.</summary>
    Bias,

    /// <summary>A factor s_i of an input.</summary>
    Scale,
}
