using Backprop.Explain.Attributions;
using Backprop.Explain.Derivations;
using Backprop.Explain.Html;
using Backprop.Explain.Rows;
using Backprop.Explain.Text;
using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;
using Backprop.Tabular.Validation;
using Backprop.Textbook;

namespace Backprop.Documentation.Tests;

/// <summary>The examples of the documentation of tables, models and explanations, compiled and run as they stand there.</summary>
public sealed class ModelExamples : IDisposable
{
    private readonly WorkFolder folder = new();

    public ModelExamples() => File.Copy(Path.Combine(AppContext.BaseDirectory, "penguins.csv"), "penguins.csv");

    public void Dispose() => folder.Dispose();

    private static Model Trained(Table table) => Model.Train(table, target: "species", new ModelOptions { Epochs = 5 });

    [Fact]
    public void A_model_is_trained_saved_and_predicts()
    {
        Table table = Table.Read("penguins.csv");
        Model model = Model.Train(table, target: "species");
        Console.WriteLine($"{model.Test.Accuracy:P1} of {model.Test.Rows} test rows are right");
        model.Save("penguins.safetensors");

        var penguin = new { island = "Dream", bill_length_mm = 39.1, bill_depth_mm = 18.7, flipper_length_mm = 181, body_mass_g = 3750, sex = "MALE" };
        Console.WriteLine(Model.Load("penguins.safetensors").Predict(penguin).Label);
        Assert.True(model.Test.BeatsBaseline);
    }

    [Fact]
    public void Every_row_of_a_table_is_predicted()
    {
        Table table = Table.Read("penguins.csv");
        Model model = Trained(table);
        using var source = new CancellationTokenSource();
        var cancellation = source.Token;
        foreach (Prediction prediction in model.Predict(table, cancellation))
            Console.WriteLine($"{prediction.Label}, {prediction.Probability:P0}");
        Assert.Equal(table.Rows, model.Predict(table).Count);
    }

    [Fact]
    public void Options_say_how()
    {
        Table table = Table.Read("penguins.csv");
        var options = new ModelOptions { Hidden = [32, 16], Epochs = 10, ValidationFraction = 0.1, Exclude = ["island"] };
        Model first = Model.Train(table, target: "species", options), second = Model.Train(table, target: "species", options with { Seed = 2 });
        Assert.NotEqual(first.Network.WeightsSha256(), second.Network.WeightsSha256());
    }

    [Fact]
    public void Folds_estimate_what_a_training_reaches_on_new_rows()
    {
        Table table = Table.Read("penguins.csv");
        var options = new ModelOptions { Targets = ["species"], Recipe = "plain" };
        CrossValidationResult result = CrossValidation.Run(table, options, new CrossValidationOptions { Folds = 10 });
        MetricMean accuracy = result.Find("accuracy")!;
        Console.WriteLine($"{accuracy.Mean:P1} ± {accuracy.StandardError:P1}");
        Assert.True(result.BeatsBaseline);
    }

    [Fact]
    public void Classes_have_weights_of_their_own()
    {
        Table table = Table.Read("penguins.csv");
        var weights = ClassWeights.Of(new Dictionary<string, double> { ["Chinstrap"] = 3, ["Gentoo"] = 0.5 });
        Model model = Model.Train(table, target: "species", new ModelOptions { ClassWeights = weights, Epochs = 10 });
        Assert.Contains(KeyValuePair.Create("class-weights", "Chinstrap=3,Gentoo=0.5"), model.Record!.Settings);
    }

    [Fact]
    public void A_training_is_moved_on_until_it_ends_in_a_model()
    {
        Table table = Table.Read("penguins.csv");
        // One network can be advanced step by step; several, which the default recipe has, are trained by Train.
        TrainingPlan plan = TrainingPlan.Prepare(table, new ModelOptions { Recipe = "plain", Targets = ["species"], Epochs = 10 });
        using ModelTraining training = plan.Begin();
        while (training.Run.Advance(TimeSpan.FromMilliseconds(100)))
            Console.WriteLine($"epoch {training.Run.Progress.Epoch} of at most {training.Run.Progress.Epochs}");
        Model model = training.Complete();
        Assert.Equal(10, model.Record!.History.Count);
    }

    [Fact]
    public void A_file_is_read_as_options_say()
    {
        Table table = Table.Read("penguins.csv", new ReadOptions
        {
            Missing = ["unknown"],
            Columns = new Dictionary<string, ColumnType> { ["body_mass_g"] = ColumnType.Number },
        });
        Assert.Equal(344, table.Rows);
    }

    [Fact]
    public void A_table_is_made_of_columns()
    {
        var table = new Table(
        [
            new NumberColumn("hours", [1, 2.5, double.NaN, 4]),
            new CategoryColumn("passed", labels: ["no", "yes"], codes: [0, 0, 1, 1]),
        ]);
        Assert.Equal((4, true), (table.Rows, table.Columns[0].IsMissing(2)));
    }

    [Fact]
    public void A_row_is_explained()
    {
        Table table = Table.Read("penguins.csv");
        Model model = Model.Train(table, target: "species", new ModelOptions { Recipe = "plain", Epochs = 5 });
        var row = RowExplanation.Of(model, table, row: 0);
        foreach (ColumnAttribution column in row.Why().Columns)
            Console.WriteLine($"{column.Column} = {column.Value} moved the prediction by {column.IntegratedGradients:F3}");

        // Derivations are those of dense layers: the model was trained with the recipe plain.
        using var page = new StreamWriter("row-1.html");
        HtmlDocument.Write(page, row.StepDocument(learningRate: 1.0 / 3));
        page.Flush();
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText("row-1.html"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void One_number_of_a_step_is_derived()
    {
        TextbookStep step = LectureExample.Run().Step;
        DerivationText.Write(Console.Out, step, new Quantity(QuantityKind.Delta, Layer: 0, To: 2));
        var text = new StringWriter();
        DerivationText.Write(text, step, new Quantity(QuantityKind.Delta, Layer: 0, To: 2));
        Assert.Contains("δ₃⁽¹⁾", text.ToString(), StringComparison.Ordinal);
    }
}
