using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;
using Backprop.Tabular.Encoders;
using Backprop.Training;

namespace Backprop.Tabular.Models;

/// <summary>The encoded rows of a plan in their parts, and what trained networks make of them.</summary>
/// <param name="encoding">The encoding.</param>
/// <param name="parts">The training, validation and test rows.</param>
/// <param name="folds">The fold of each training row, by the number of the network that it is a validation row for; empty where validation rows are apart.</param>
internal sealed class PlanRows(ModelEncoding encoding, EncodedRows[] parts, int[] folds)
{
    /// <summary>The training rows; in folds, those of all networks.</summary>
    public EncodedRows Training => parts[0];

    /// <summary>The validation rows that are apart; there may be none.</summary>
    public EncodedRows Validation => parts[1];

    /// <summary>The test rows.</summary>
    public EncodedRows Test => parts[2];

    /// <summary>The prediction that ignores the inputs: the shares of the classes, or the means, of the training rows.</summary>
    public double[] Baseline { get; } = parts[0].Baseline(encoding.Classes?.Labels.Count ?? 0);

    private double[] ErrorBaseline => Training.ErrorBaseline(encoding.Classes?.Labels.Count ?? 0);

    private bool IsClassification => encoding.Classes is not null;

    /// <summary>The metrics of the training, validation and test rows; null from the part on in which it was cancelled.</summary>
    /// <exception cref="DivergedException">An error is not finite.</exception>
    public Evaluated?[] Measure(CalibratedMembers calibrated, Processor processor, CancellationToken cancellation)
    {
        var trained = calibrated.Members;
        var result = trained[0].Result;
        var networks = new Ensemble(trained.Select(member => member.Network), IsClassification);
        var reports = new Evaluated?[3];
        Func<Evaluation, double> Error(string rows) => evaluation => evaluation.MeanError(rows, result.Steps, result.History[^1].LearningRate, cancellation);
        try
        {
            reports[0] = Training.Measure(networks, Baseline, processor, Error("training rows"), cancellation);
            reports[1] = folds.Length > 0 && !calibrated.AreGuess ? MeasureFolds(trained, processor, Error("validation rows"), cancellation)
                : (folds.Length > 0 ? Training : Validation).Measure(networks, Baseline, processor, Error("validation rows"), cancellation);
            reports[2] = Test.Measure(networks, Baseline, processor, Error("test rows"), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The trained network is worth more than its metrics, which can be computed again.
        }
        return reports;
    }

    /// <summary>
    /// Calibrates the probabilities of trained networks by their validation rows, and makes them guess where they are no better than that there. Without validation rows, or
    /// cancelled, they stay as they are.
    /// </summary>
    /// <param name="trained">The networks; their weights may be changed.</param>
    /// <param name="processor">Threads and vector width.</param>
    /// <param name="cancellation">Ends it within some rows.</param>
    public CalibratedMembers Calibrate(IReadOnlyList<TrainedMember> trained, Processor processor, CancellationToken cancellation)
    {
        try
        {
            var (rows, outputs) = Validated(trained, processor, cancellation);
            // Outputs that are not finite are reported as those of a training that diverged.
            if (!rows.AnyCounts || !IsFinite(outputs))
                return new CalibratedMembers(trained);
            double? factor = null;
            if (IsClassification && trained[0].Network.Error.HasProbabilities)
            {
                factor = rows.TemperatureFactor(outputs);
                Temperature.Apply(outputs, factor.Value);
                foreach (var member in trained)
                    Temperature.Apply(member.Network, factor.Value);
            }
            if (!Guess.IsPossible(trained[0].Network) || rows.BeatsGuess(outputs, ErrorBaseline))
                return new CalibratedMembers(trained) { Temperature = 1 / factor };
            Guess.Make(trained[0].Network, encoding, Baseline);
            string guess = IsClassification ? "the shares of the classes" : "the mean";
            return new CalibratedMembers([trained[0]])
            {
                AreGuess = true,
                Notes = [$"on validation rows the networks were no better than {guess} of the training rows by more than chance explains, so the model predicts that for every row; --recipe plain keeps a trained network"],
            };
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new CalibratedMembers(trained) { Notes = ["stopped before the calibration on the validation rows: probabilities are as the networks give them"] };
        }
    }

    private static bool IsFinite(Matrix outputs)
    {
        for (int n = 0; n < outputs.Rows; n++)
            foreach (float value in outputs.Row(n))
                if (!float.IsFinite(value))
                    return false;
        return true;
    }

    /// <summary>The metrics of the rows of all folds, each predicted by the network that was not trained on it.</summary>
    private Evaluated MeasureFolds(IReadOnlyList<TrainedMember> trained, Processor processor, Func<Evaluation, double> meanError, CancellationToken cancellation)
    {
        var (rows, outputs) = Validated(trained, processor, cancellation);
        double error = 0, weight = 0;
        foreach (var member in trained)
        {
            var own = Training.Select(Fold(member.Number)).Examples;
            if (!own.AnyCounts)
                continue;
            double counts = Enumerable.Range(0, own.Count).Sum(n => (double)own.RowWeight(n));
            error += counts * meanError(new Evaluation(member.Network, own, processor));
            weight += counts;
        }
        return rows.Measure(outputs, weight > 0 ? error / weight : null, Baseline);
    }

    /// <summary>The validation rows with the probabilities or the outputs of networks that were not trained on them.</summary>
    private (EncodedRows Rows, Matrix Outputs) Validated(IReadOnlyList<TrainedMember> trained, Processor processor, CancellationToken cancellation)
    {
        if (folds.Length == 0)
        {
            var all = RowLimit.NewMatrix(Validation.Rows, trained[0].Network.Outputs);
            if (Validation.Rows > 0)
                new Ensemble(trained.Select(member => member.Network), IsClassification).Predict(Validation.Examples.InputRows(), all, processor, cancellation);
            return (Validation, all);
        }
        // A network that was stopped early has left its fold without predictions.
        int[][] own = [.. trained.Select(member => Fold(member.Number))];
        int[] covered = [.. own.SelectMany(rows => rows)];
        var outputs = RowLimit.NewMatrix(covered.Length, trained[0].Network.Outputs);
        int first = 0;
        foreach (var (member, rows) in trained.Zip(own))
        {
            var predicted = RowLimit.NewMatrix(rows.Length, outputs.Columns);
            new Ensemble([member.Network], IsClassification).Predict(Training.Select(rows).Examples.InputRows(), predicted, processor, cancellation);
            for (int n = 0; n < rows.Length; n++)
                predicted.Row(n).CopyTo(outputs.Row(first++));
        }
        return (Training.Select(covered), outputs);
    }

    private int[] Fold(int number) => [.. Enumerable.Range(0, folds.Length).Where(row => folds[row] == number)];
}

/// <summary>Networks after their calibration.</summary>
/// <param name="Members">The networks; one where they guess.</param>
internal sealed record CalibratedMembers(IReadOnlyList<TrainedMember> Members)
{
    /// <summary>The temperature of the probabilities, by which the activations of the outputs were divided; null where they were not.</summary>
    public double? Temperature { get; init; }

    /// <summary>Whether what is left is one network that predicts the same for every row.</summary>
    public bool AreGuess { get; init; }

    /// <summary>What the user should know, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
