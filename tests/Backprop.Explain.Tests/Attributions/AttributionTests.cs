using System.Text.Json;
using Backprop.Explain.Attributions;
using Backprop.Explain.Json;
using Backprop.Explain.Reports;
using Backprop.Explain.Text;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Tabular.Models;
using Backprop.Textbook;
using CsCheck;

namespace Backprop.Explain.Tests.Attributions;

public class AttributionTests
{
    [Fact]
    public void Integrated_gradients_add_up_to_the_difference_of_the_outputs() => RandomSteps.Any(maxUnits: 6).Sample(step =>
    {
        double[] baseline = [.. step.Inputs.Select((x, i) => 0.3 * i - x)];
        for (int k = 0; k < step.Outputs.Length; k++)
        {
            Attribution attribution = Attribution.Of(step.Updated, step.Inputs, baseline, k);
            double difference = attribution.Value - attribution.Baseline;
            Assert.True(Math.Abs(attribution.Residual) <= 1e-6 * Math.Max(1e-3, Math.Abs(difference)), $"{attribution.Residual} of {difference}");
            Assert.Equal(step.Updated.Predict(step.Inputs)[k], attribution.Value, 1e-9 * (1 + Math.Abs(attribution.Value)));
            Assert.Equal(step.Updated.Predict(baseline)[k], attribution.Baseline, 1e-9 * (1 + Math.Abs(attribution.Baseline)));
        }
    }, iter: 200);

    [Fact]
    public void Of_a_linear_model_both_are_weight_times_difference()
    {
        TextbookStep step = RandomSteps.Of([4, 2], [ActivationFunction.Identity]);
        double[] baseline = [0.1, -0.2, 0.3, 0.4];
        Attribution attribution = Attribution.Of(step.Updated, step.Inputs, baseline, 1);
        for (int i = 0; i < 4; i++)
        {
            double expected = step.Updated.Layers[0].Weights[i + 1, 1] * (step.Inputs[i] - baseline[i]);
            Assert.Equal(expected, attribution.IntegratedGradients[i], 1e-12);
            Assert.Equal(expected, attribution.GradientTimesInput[i], 1e-12);
        }
    }

    [Fact]
    public void Gradient_times_input_is_the_slope_that_differences_show()
    {
        TextbookStep step = RandomSteps.Of([3, 5, 4], [ActivationFunction.Tanh, ActivationFunction.Softmax], "cross-entropy");
        Attribution attribution = Attribution.Of(step.Updated, step.Inputs, new double[3], 2);
        for (int i = 0; i < 3; i++)
        {
            double Output(double change) => step.Updated.Predict([.. step.Inputs.Select((x, n) => n == i ? x + change : x)])[2];
            Assert.Equal(step.Inputs[i] * (Output(1e-6) - Output(-1e-6)) / 2e-6, attribution.GradientTimesInput[i], 1e-8);
        }
    }

    [Fact]
    public void An_input_that_does_not_differ_or_does_not_count_moved_nothing()
    {
        var network = new TextbookNetwork([new TextbookLayer(ActivationFunction.Sigmoid, new double[,] { { 0.1 }, { 2 }, { 0 }, { 3 } })], "cross-entropy");
        Attribution attribution = Attribution.Of(network, [1, 5, 0.5], [0, 0, 0.5], 0);
        Assert.Equal([0.0, 0.0], attribution.IntegratedGradients.Skip(1));
        Assert.NotEqual(0, attribution.IntegratedGradients[0]);
    }

    [Fact]
    public void Columns_take_the_sum_of_their_inputs_in_the_target_s_unit()
    {
        TextbookStep step = RandomSteps.Of([4, 3, 1], [ActivationFunction.Tanh, ActivationFunction.Identity]);
        Attribution attribution = Attribution.Of(step.Updated, step.Inputs, new double[4], 0);
        WhyReport why = WhyReport.Of(attribution, [("one", "7", 1), ("three", "red", 3)], 10, 100, "price", isProbability: false, "a row of zeros");
        Assert.Equal(10 * attribution.IntegratedGradients[0], why.Columns.Single(c => c.Column == "one").IntegratedGradients, 1e-12);
        Assert.Equal(10 * attribution.GradientTimesInput.Skip(1).Sum(), why.Columns.Single(c => c.Column == "three").GradientTimesInput, 1e-12);
        Assert.Equal(why.Value - why.Baseline, why.Sum, 1e-5);
        Assert.Equal(100 + 10 * attribution.Value, why.Value, 1e-12);
        Assert.True(Math.Abs(why.Columns[0].IntegratedGradients) >= Math.Abs(why.Columns[1].IntegratedGradients));
        Assert.Throws<ArgumentException>(() => WhyReport.Of(attribution, [("one", "7", 1)], 1, 0, "price", isProbability: false, ""));
    }

    [Fact]
    public void A_report_names_the_columns_in_every_format()
    {
        var model = new Model(new Network([2, 3, 1], new NetworkOptions { Activation = ActivationFunction.Sigmoid }));
        WhyReport why = ModelAttribution.Why(model, [0.5, -0.5], ModelAttribution.NeutralRow(model), "a row of zeros", _ => "");
        using JsonDocument json = JsonDocument.Parse(WhyJson.Write(why));
        Assert.Equal(json.RootElement.GetProperty("difference").GetDouble(), json.RootElement.GetProperty("columns").EnumerateArray().Sum(c => c.GetProperty("integrated_gradients").GetDouble()), 1e-9);
        var writer = new StringWriter { NewLine = "\n" };
        TextDocument.Write(writer, WhyDocument.Of(why), new TextOptions { Ascii = true });
        Assert.DoesNotMatch("[^\n\x20-\x7e]", writer.ToString());
        Assert.All([writer.ToString(), Reports.DocumentTests.Write(WhyDocument.Of(why), ".md"), Reports.DocumentTests.Write(WhyDocument.Of(why), ".html")],
            text => Assert.Contains("x2", text, StringComparison.Ordinal));
        LatexFile.Check(Reports.DocumentTests.Write(WhyDocument.Of(why), ".tex"));
        Assert.Throws<FormatException>(() => ModelAttribution.Why(model, [0.5, -0.5], new double[] { 0, 0 }, "", _ => "", "nothing"));
    }
}
