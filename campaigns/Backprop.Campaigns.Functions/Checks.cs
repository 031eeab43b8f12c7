using Backprop.Numerics.Functions;

namespace Backprop.Campaigns.Functions;

/// <summary>Everything that is examined, the most used functions first.</summary>
internal static class Checks
{
    private const double SlopeParameter = 0.01f;

    public static IReadOnlyList<Check> All { get; } =
    [
        new ElementCheck("exponential", ElementFunctions.Exponential, Math.Exp, z => z, lowest: 0),
        new ElementCheck("sigmoid", ElementFunctions.Sigmoid, Reference.Sigmoid, z => z - z * z, lowest: 0, highest: 1),
        new ElementCheck("tanh", ElementFunctions.Tanh, Math.Tanh, z => 1 - z * z, lowest: -1, highest: 1, limit: 1.2),
        new ElementCheck("relu", ElementFunctions.Relu, a => a > 0 ? a : 0, z => z > 0 ? 1 : 0),
        new DoubleCheck("log", Elementary.Log, Math.Log),
        new ElementCheck("softplus", ElementFunctions.Softplus, Reference.Softplus, Reference.Sigmoid),
        new ElementCheck("silu", ElementFunctions.Silu, Reference.Silu, Reference.SiluSlope),
        new ElementCheck("gelu", ElementFunctions.Gelu, Reference.Gelu, Reference.GeluSlope),
        new ElementCheck("mish", ElementFunctions.Mish, Reference.Mish, Reference.MishSlope),
        new ElementCheck("elu", ElementFunctions.Elu(1), a => Reference.Elu(a, 1), z => z > 0 ? 1 : z + 1, lowest: -1),
        new ElementCheck("selu", ElementFunctions.Selu, Reference.Selu, Reference.SeluSlopeOfValue, lowest: (float)-Reference.SeluBound),
        new ElementCheck("softsign", ElementFunctions.Softsign, Reference.Softsign, z => (1 - Math.Abs(z)) * (1 - Math.Abs(z)), lowest: -1, highest: 1),
        new ElementCheck("leaky-relu", ElementFunctions.LeakyRelu(0.01f), a => a > 0 ? a : SlopeParameter * a, z => z > 0 ? 1 : SlopeParameter),
        new ElementCheck("identity", ElementFunctions.Identity, a => a, _ => 1),
        new DoubleCheck("exp-double", Elementary.Exp, Math.Exp),
        new DoubleCheck("expm1-double", Elementary.Expm1, Reference.Expm1),
        new DoubleCheck("log1p-double", Elementary.Log1p, x => x < -1 ? double.NaN : x == -1 ? double.NegativeInfinity : Reference.Log1p(x)),
        new DoubleCheck("tanh-double", Elementary.Tanh, Math.Tanh),
        new DoubleCheck("sigmoid-double", Elementary.Sigmoid, Reference.Sigmoid),
        new DoubleCheck("softplus-double", Elementary.Softplus, Reference.Softplus),
        new DoubleCheck("sinpi-double", Elementary.SinPi, Reference.SinPi),
        new DoubleCheck("cospi-double", Elementary.CosPi, Reference.CosPi),
    ];

    public static Check Of(string name) =>
        All.FirstOrDefault(check => check.Name == name)
        ?? throw new ArgumentException($"There is no function '{name}'. Known: {string.Join(", ", All.Select(check => check.Name))}.");
}
