using Backprop.Explain.Reports;
using Backprop.Explain.Rows;
using Backprop.Explain.Text;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;

namespace Backprop.Explain.Tests.Rows;

public class RowExplanationTests
{
    private static readonly Table Data = new(
    [
        new NumberColumn("hours", [.. Enumerable.Range(0, 40).Select(n => n / 10.0)]),
        new CategoryColumn("passed", ["no", "yes"], [.. Enumerable.Range(0, 40).Select(n => n == 3 ? -1 : n < 20 ? 0 : 1)]),
    ]);

    private static readonly Model Trained = Model.Train(Data, "passed", new ModelOptions { Recipe = "plain", Hidden = [3], Epochs = 20, TestFraction = 0, ValidationFraction = 0 });

    private static string Text(Documents.Document document)
    {
        var text = new StringWriter();
        TextDocument.Write(text, document);
        return text.ToString();
    }

    [Fact]
    public void The_columns_add_up_to_the_difference_from_the_mean_row()
    {
        var why = RowExplanation.Of(Trained, Data, row: 39).Why();
        Assert.Equal("hours", Assert.Single(why.Columns).Column);
        Assert.Equal("the mean row of the data", why.BaselineWords);
        Assert.Equal(why.Value - why.Baseline, why.Sum, 1e-6);
        Assert.Contains("Row 40 of the data", Text(RowExplanation.Of(Trained, Data, row: 39).WhyDocument()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_has_every_number_and_its_document_says_which_row_it_is()
    {
        var row = RowExplanation.Of(Trained, Data, row: 0, name: "hours.csv");
        var step = row.Step(learningRate: 0.5);
        Assert.Equal((1, 2, 0.5), (step.Inputs.Length, step.Layers.Count, step.LearningRate));
        Assert.Equal(Trained.Encode(new Dictionary<string, object?> { ["hours"] = 0 }), step.Inputs.Select(x => (float)x));
        Assert.Contains("Row 1 of hours.csv", Text(row.StepDocument(learningRate: 0.5)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_without_a_target_has_reasons_but_no_step()
    {
        var row = RowExplanation.Of(Trained, Data, row: 3);
        Assert.NotEmpty(row.Why().Columns);
        Assert.Contains("no value of the target passed", Assert.Throws<DataException>(() => row.Step(0.5)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_is_not_there_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => RowExplanation.Of(Trained, Data, row: 40));
}
