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
    public Evaluated?[] Measure(CalibratedMembers calibrated, ConformalBounds? bounds, Processor processor, CancellationToken cancellation)
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
            reports[2] = Test.Measure(networks, Baseline, processor, Error("test rows"), cancellation, bounds);
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
    /// <param name="options">How they were trained.</param>
    /// <param name="processor">Threads and vector width.</param>
    /// <param name="cancellation">Ends it within some rows.</param>
    public CalibratedMembers Calibrate(IReadOnlyList<TrainedMember> trained, TrainingOptions options, Processor processor, CancellationToken cancellation)
    {
        try
        {
            bool isPossible = Guess.IsPossible(trained[0].Network), epochsSayNo = isPossible && !EpochsBeatGuess(trained, options, processor);
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
            if (!isPossible || (!epochsSayNo && rows.BeatsGuess(outputs, ErrorBaseline)))
                return new CalibratedMembers(trained) { Temperature = 1 / factor };
            Guess.Make(trained[0].Network, encoding, Baseline);
            string guess = IsClassification ? "the shares of the classes" : "the mean";
            return new CalibratedMembers([trained[0]])
            {
                AreGuess = true,
                Notes = [$"on validation rows the networks were no better than {guess} of the training rows by more than chance explains, so the model predicts that for every row; --calibration no keeps the trained networks"],
            };
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new CalibratedMembers(trained) { Notes = ["stopped before the calibration on the validation rows: probabilities are as the networks give them"] };
        }
    }

    /// <summary>The bounds that hold the truth of a share of rows, by the validation rows; null where these are too few, there are none, or it was cancelled.</summary>
    /// <param name="calibrated">The networks as they will predict.</param>
    /// <param name="coverage">The share, above 0 and below 1.</param>
    /// <param name="processor">Threads and vector width.</param>
    /// <param name="cancellation">Ends it within some rows.</param>
    public ConformalBounds? Bounds(CalibratedMembers calibrated, double coverage, Processor processor, CancellationToken cancellation)
    {
        try
        {
            if (!calibrated.AreGuess || folds.Length == 0)
            {
                var (rows, outputs) = Validated(calibrated.Members, processor, cancellation);
                return ConformalBounds.Of(rows, outputs, coverage);
            }
            var guessed = RowLimit.NewMatrix(Training.Rows, calibrated.Members[0].Network.Outputs);
            new Ensemble([calibrated.Members[0].Network], IsClassification).Predict(Training.Examples.InputRows(), guessed, processor, cancellation);
            return ConformalBounds.Of(Training, guessed, coverage);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether networks are better than a guess on their folds in the epoch that the folds of the others would choose. In the epoch that a fold has chosen for itself they
    /// look better than they are: on a few rows, the best of 256 epochs of noise beats a guess, too. True where there are too few folds to tell, or another measure has chosen.
    /// </summary>
    private bool EpochsBeatGuess(IReadOnlyList<TrainedMember> trained, TrainingOptions options, Processor processor)
    {
        const int FewestFolds = 3;
        if (folds.Length == 0 || trained.Count < FewestFolds || options.Watched != ValidationMeasure.Error)
            return true;
        var guess = trained[0].Network.Clone();
        Guess.Make(guess, encoding, ErrorBaseline);
        double[][] errors = [.. trained.Select(member => member.Result.History.Select(epoch => epoch.ValidationError ?? double.NaN).ToArray())];
        int epochs = errors.Min(own => own.Length);
        double gain = 0;
        for (int k = 0; k < errors.Length; k++)
        {
            var own = Training.Select(Fold(trained[k].Number)).Examples;
            int chosen = Enumerable.Range(0, epochs).MinBy(epoch => errors.Where((_, other) => other != k).Sum(other => other[epoch]));
            double guessed = new Evaluation(guess, own, processor, options.RobustValidation, options.Watched).MeanError();
            gain += own.Count * (guessed - errors[k][chosen]);
        }
        return gain > 0;
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
