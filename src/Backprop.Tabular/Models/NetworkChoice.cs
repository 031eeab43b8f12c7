using System.Globalization;
using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Tabular.Models;

/// <summary>The network for a task, and what its error function and outputs require of the targets.</summary>
internal static class NetworkChoice
{
    /// <summary>Numbers are standardized where outputs may have any value; else they must already be in the outputs' range.</summary>
    public static bool StandardizesTargets(ModelOptions options) =>
        (options.OutputActivation ?? ActivationFunction.Identity) == ActivationFunction.Identity && options.Error?.TakesScaledTargets != false;

    /// <summary>Two classes share an output, unless softmax outputs are chosen.</summary>
    public static bool HasOneOutputForTwoClasses(ModelOptions options) => options.OutputActivation != ActivationFunction.Softmax;

    /// <summary>Refuses options that are impossible for classes.</summary>
    /// <exception cref="ArgumentException">An error function that gives no probabilities, or class weights or accuracy without classes.</exception>
    public static void Check(ModelOptions options, bool isClassification)
    {
        if (!isClassification && options.ClassWeights is not null)
            throw new ArgumentException("Only classes can have weights, but the target is a number.", nameof(options));
        if (options.Metric == ValidationMeasure.WrongClasses && (!isClassification || (options.WarmStart?.Network.Error ?? options.Error) is { HasProbabilities: false }))
            throw new ArgumentException("The metric accuracy is for classes that are learned with cross-entropy. Choose the metric error.", nameof(options));
        if (isClassification && options.Error is { TakesClasses: false })
            throw new ArgumentException(
                $"The error function {options.Error} is for numbers, but the task is classification. Choose cross-entropy, or the task regression.", nameof(options));
    }

    /// <summary>A network with new weights.</summary>
    /// <exception cref="ArgumentException">An output function that does not fit the error function, or sizes beyond memory.</exception>
    public static Network Make(ModelEncoding encoding, int rows, ModelOptions options)
    {
        int inputs = encoding.Inputs!.Inputs;
        bool isClassification = encoding.Classes is not null;
        var error = options.Error ?? (isClassification ? ErrorFunction.CrossEntropy : ErrorFunction.SumOfSquares);
        bool wantsSigmoid = isClassification && !error.HasProbabilities;
        return new Network([inputs, .. options.Hidden ?? ModelDefaults.Hidden(inputs, rows), encoding.Targets!.Outputs], new NetworkOptions
        {
            Activation = options.Activation ?? ActivationFunction.Relu,
            OutputActivation = options.OutputActivation ?? (wantsSigmoid ? ActivationFunction.Sigmoid : null),
            Error = error,
            Initializer = options.Initializer,
            Dropout = options.Dropout ?? ModelDefaults.Dropout(inputs),
            InputScale = options.InputScale,
            Codes = encoding.Inputs.Codes,
            EmbeddingSize = options.EmbeddingSize,
            EmbeddedNumbers = options.NumberEmbeddings == true ? encoding.Inputs.Numbers : [],
            Seed = options.Seed,
        });
    }

    /// <summary>Refuses targets that the error function has no value for.</summary>
    /// <exception cref="DataException">A count below 0 under poisson, or under cross-entropy a number that is not a probability, or several that do not sum to 1.</exception>
    public static void CheckTargets(Network network, ModelEncoding encoding, Examples examples, IReadOnlyList<Column> columns)
    {
        if (encoding.Classes is not null || network.Error.TakesScaledTargets)
            return;
        double most = network.Error.HasProbabilities ? 1 : double.PositiveInfinity;
        var targets = new float[network.Outputs];
        for (int n = 0; n < examples.Count; n++)
        {
            examples.CopyTargetsTo(n, targets);
            for (int k = 0; k < targets.Length; k++)
            {
                if (targets[k] < 0 || targets[k] > most)
                    throw new DataException(string.Create(CultureInfo.InvariantCulture,
                        $"The target '{columns[k].Name}' holds {targets[k]}, but the error function {network.Error} needs {(most == 1 ? "probabilities from 0 to 1" : "counts from 0")}."));
            }
            if (network.Error.WhyNotTargets(targets) is { } problem)
                throw new DataException($"The targets '{columns[0].Name}' to '{columns[^1].Name}' of a row {problem}. Divide each row's targets by their sum.");
        }
    }
}
