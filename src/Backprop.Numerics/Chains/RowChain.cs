using System.Runtime.CompilerServices;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Chains;

/// <summary>
/// A network of small dense layers, run for one row from start to finish: where a layer is a few registers, the set-up of a product for it costs more
/// than its arithmetic.
/// </summary>
/// <remarks>
/// The sums have the order of the products for one row, and so the same bits: a_j = (Σ_i x_i w_ij) + w_0j and ∂E/∂z_i = Σ_j δ_j w_ij from +0 upward with
/// fused multiply-adds, in one block because no sum is longer than 128; g_ij = s·(x_i δ_j + 0).
/// </remarks>
internal sealed class RowChain
{
    /// <summary>The longest sum that the products do not cut in blocks.</summary>
    private const int MaxInputs = 128;

    private const int MaxUnits = 64;

    /// <summary>Weights that are transposed one by one for the backward pass; the products transpose more of them faster.</summary>
    private const int MaxTurned = 128;

    private readonly ChainLink[] links, back;

    private RowChain(VectorWidth width, Matrix inputs, IReadOnlyList<ChainLayer> layers)
    {
        var all = new List<ChainLink>();
        for (int l = 0; l < layers.Count; l++)
        {
            var layer = layers[l];
            for (int column = 0; column < layer.Weights.Units; column += all[^1].Units)
                all.Add(ChainLink.Of(width, new ChainPlace(layer, column, l == 0 ? inputs : layers[l - 1].Outputs, l + 1 < layers.Count ? layers[l + 1] : null)));
        }
        links = [.. all];
        back = [.. links.Reverse()];
    }

    /// <summary>A chain of the layers, or null where they are too large for it or a function's slope is not known from its value.</summary>
    /// <param name="width">The vector width to compute with.</param>
    /// <param name="inputs">Row 0 holds x, as many numbers as the first layer has inputs.</param>
    /// <param name="layers">The layers from the inputs to the outputs, all with deltas and gradients or none.</param>
    /// <exception cref="ArgumentException">Shapes that do not match.</exception>
    public static RowChain? Of(VectorWidth width, Matrix inputs, IReadOnlyList<ChainLayer> layers)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(layers);
        bool fits = layers.Count > 0, small = true;
        int below = inputs.Columns, turned = 0;
        foreach (var layer in layers)
        {
            var weights = layer.Weights;
            fits &= weights.Inputs == below && weights.Inputs > 0 && layer.Outputs.Columns == weights.Units && layer.Outputs.Rows > 0;
            fits &= (layer.Deltas is null) == (layers[0].Deltas is null) && (layer.Gradients is null) == (layer.Deltas is null);
            fits &= layer.Deltas is null || (layer.Deltas.Columns == weights.Units && layer.Deltas.Rows > 0);
            fits &= layer.Gradients is null || (layer.Gradients.Inputs == weights.Inputs && layer.Gradients.Units == weights.Units);
            small &= weights.Inputs <= MaxInputs && weights.Units <= MaxUnits && layer.Function is null or { SlopeFromValue: true };
            turned += layer.Deltas is null || layer == layers[0] ? 0 : weights.Inputs * weights.Units;
            below = weights.Units;
        }
        if (!fits || inputs.Rows == 0)
            throw new ArgumentException("The layers do not match each other.", nameof(layers));
        if (!small || turned > MaxTurned)
            return null;
        return new RowChain(width, inputs, layers);
    }

    /// <summary>Every a and z, layer after layer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Forward()
    {
        foreach (ChainLink link in links)
            link.Forward();
    }

    /// <summary>
    /// After <see cref="Forward"/>, and with ∂E/∂z in the deltas of the last layer: every δ and derivative from the last layer to the first, and what
    /// follows the derivatives. Deltas are taken from the weights as they were at <see cref="Forward"/>.
    /// </summary>
    /// <param name="scale">s: what each derivative is multiplied by.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Backward(float scale)
    {
        foreach (ChainLink link in back)
            link.Backward(scale);
    }
}
