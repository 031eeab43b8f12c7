using System.Text.Json;
using Backprop.Explain.Json;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Textbook;
using CsCheck;

namespace Backprop.Explain.Tests.Json;

public class DerivationJsonTests
{
    [Fact]
    public void Every_number_comes_back_to_the_bit() => RandomSteps.Any().Sample(step =>
    {
        using var json = JsonDocument.Parse(DerivationJson.Write(step));
        Check(json.RootElement, step);
    }, iter: 300);

    [Fact]
    public void The_lecture_has_its_three_rounds()
    {
        LectureRun run = LectureExample.Run();
        using var json = JsonDocument.Parse(DerivationJson.Write(run));
        Assert.Equal(["step", "again", "test"], json.RootElement.EnumerateObject().Select(p => p.Name));
        Check(json.RootElement.GetProperty("step"), run.Step);
        Check(json.RootElement.GetProperty("again"), run.Again);
        Check(json.RootElement.GetProperty("test"), run.Test);
    }

    [Fact]
    public void The_lecture_is_the_golden_one() =>
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Files", "lecture.json")).TrimEnd('\n'), DerivationJson.Write(LectureExample.Run()));

    [Fact]
    public void Properties_have_the_names_and_the_order_of_the_contract()
    {
        using var json = JsonDocument.Parse(DerivationJson.Write(LectureExample.Run().Step));
        Assert.Equal(["inputs", "targets", "error", "outputs", "layers"], json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["activation", "a", "z", "delta", "weights", "gradient", "updated"], json.RootElement.GetProperty("layers")[0].EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void A_number_that_is_none_is_null()
    {
        var network = new TextbookNetwork([new TextbookLayer(ActivationFunction.Identity, new double[,] { { double.NaN }, { 1 } })], "sum-of-squares");
        using var json = JsonDocument.Parse(DerivationJson.Write(network.Step([1], [1], 0.1)));
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("error").ValueKind);
    }

    private static void Check(JsonElement json, TextbookStep step)
    {
        Assert.Equal(step.Inputs, Row(json.GetProperty("inputs")));
        Assert.Equal(step.Targets, Row(json.GetProperty("targets")));
        Assert.Equal(step.Error, json.GetProperty("error").GetDouble());
        Assert.Equal(step.Outputs, Row(json.GetProperty("outputs")));
        JsonElement layers = json.GetProperty("layers");
        Assert.Equal(step.Layers.Count, layers.GetArrayLength());
        foreach ((int l, TextbookLayerStep layer) in step.Layers.Index())
        {
            Assert.Equal(layer.Activation, ActivationFunction.Parse(layers[l].GetProperty("activation").GetString()!));
            Assert.Equal(layer.A, Row(layers[l].GetProperty("a")));
            Assert.Equal(layer.Z, Row(layers[l].GetProperty("z")));
            Assert.Equal(layer.Delta, Row(layers[l].GetProperty("delta")));
            Assert.Equal(layer.Weights, Matrix(layers[l].GetProperty("weights")));
            Assert.Equal(layer.Gradient, Matrix(layers[l].GetProperty("gradient")));
            Assert.Equal(layer.Updated, Matrix(layers[l].GetProperty("updated")));
        }
    }

    private static double[] Row(JsonElement json) => [.. json.EnumerateArray().Select(v => v.GetDouble())];

    private static double[,] Matrix(JsonElement json)
    {
        var matrix = new double[json.GetArrayLength(), json[0].GetArrayLength()];
        for (int i = 0; i < matrix.GetLength(0); i++)
            for (int j = 0; j < matrix.GetLength(1); j++)
                matrix[i, j] = json[i][j].GetDouble();
        return matrix;
    }
}
