namespace Backprop.Numerics.Functions;

/// <summary>What is made for a function with its formula compiled in: see <see cref="ElementFunction.Use"/>.</summary>
internal interface IFormulaUse<TResult>
{
    /// <summary>The thing for one formula.</summary>
    TResult Of<TFormula>(TFormula formula)
        where TFormula : struct, IValueSlopeOperator;
}
