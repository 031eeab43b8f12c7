using System.IO.Compression;
using Backprop.Files;
using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics;
using Backprop.Training;

namespace Backprop.Tests.Files;

public class NetworkFileTests
{
    private static readonly Network Example = new([3, 20, 2], new NetworkOptions
    {
        Activation = ActivationFunction.Parse("leaky-relu=0.2"), Dropout = 0.25, Error = ErrorFunction.Parse("quantile=0.9"),
    });

    private static Network Through(SafetensorsFile file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        stream.Position = 0;
        return NetworkFile.FromFile(SafetensorsFile.Read(stream, "test"), "test");
    }

    [Fact]
    public void A_network_comes_back_as_it_was()
    {
        var network = Through(NetworkFile.ToFile(Example));
        Assert.Equal(Example.WeightsSha256(), network.WeightsSha256());
        Assert.Equal(Example.Sizes, network.Sizes);
        Assert.Equal(Example.Error, network.Error);
        Assert.Equal(Example.DenseLayers.Select(l => (l.Activation, l.Dropout)), network.DenseLayers.Select(l => (l.Activation, l.Dropout)));
    }

    [Fact]
    public void A_stream_has_the_bytes_of_the_file_and_needs_no_length_to_be_read()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("network.safetensors");
        Example.Save(path);
        using var stream = new MemoryStream();
        Example.Save(stream);
        Assert.Equal(File.ReadAllBytes(path), stream.ToArray());
        stream.Position = 0;
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionMode.Compress, leaveOpen: true))
            stream.CopyTo(gzip);
        compressed.Position = 0;
        using var whole = new GZipStream(compressed, CompressionMode.Decompress);
        Assert.Equal(Example.WeightsSha256(), Network.Load(whole, "network.gz").WeightsSha256());
        Assert.Equal(Example.WeightsSha256(), Network.Load(path).WeightsSha256());
    }

    [Fact]
    public void What_is_wrong_with_a_stream_is_reported_by_its_name()
    {
        using var stream = new MemoryStream();
        Example.Save(stream);
        byte[] bytes = stream.ToArray();
        bytes[^1] ^= 1;
        Assert.StartsWith("'the upload' does not match its hash", Assert.Throws<ModelFileException>(() => Network.Load(new MemoryStream(bytes), "the upload")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_of_older_arithmetic_is_read_and_known_by_it_until_it_is_trained()
    {
        Assert.Equal(NumericsVersion.Current, Through(NetworkFile.ToFile(Example)).Numerics);
        SafetensorsFile file = NetworkFile.ToFile(Example);
        string json = file.Metadata["network"].Replace($"\"numerics\":{NumericsVersion.Current}", "\"numerics\":1", StringComparison.Ordinal);
        Network old = Through(new SafetensorsFile(new Dictionary<string, string> { ["network"] = json }, file.Tensors));
        Assert.Equal((1, Example.WeightsSha256()), (old.Numerics, old.WeightsSha256()));
        Assert.Equal(1, Through(NetworkFile.ToFile(old)).Numerics);
        using var trainer = new Trainer(old, new TrainingOptions());
        Assert.Equal(NumericsVersion.Current, trainer.Network.Numerics);
    }

    [Theory]
    [InlineData("""{"numerics":1}""", "format")]
    [InlineData("""{"format":3}""", "version 3")]
    [InlineData("""{"format":1,"numerics":99,"error":"sum-of-squares","layers":[{"activation":"tanh"}]}""", "arithmetic is version 99, but this program computes with version ")]
    [InlineData("""{"format":1,"numerics":"1"}""", "'numerics' is a text, but a whole number")]
    [InlineData("""{"format":1,"layers":[null]}""", "'layers[0]' is null, but an object")]
    [InlineData("""{"format":1,"layers":7}""", "'layers' is the number 7, but a list")]
    [InlineData("""{"format":1,"layers":[{"activation":[]}]}""", "'layers[0].activation' is a list, but a text")]
    [InlineData("""{"format":1,"layers":[{"activation":"tanh"}],"error":3}""", "'error' is the number 3, but a text")]
    [InlineData("""{"format":1,"error":"sum-of-squares","layers":[]}""", "no layers")]
    [InlineData("""{"format":1,"error":"mse","layers":[{"activation":"relu"},{"activation":"identity"}]}""", "Unknown error function")]
    [InlineData("""{"format":1,"error":"absolute","layers":[{"activation":"relux"}]}""", "Unknown activation")]
    [InlineData("""{"format":1,"error":"absolute","layers":[{"activation":"relu","dropout":1},{"activation":"identity"}]}""", "dropout")]
    [InlineData("""{"format":1,"error":"absolute","layers":[{"activation":"relu","dropout":0.99999999},{"activation":"identity"}]}""", "dropout")]
    [InlineData("""{"format":1,"error":"absolute","layers":[{"activation":"relu"},{"activation":"identity","dropout":0.5}]}""", "Dropout is for hidden units, but the outputs (layer 2) have a dropout of 0.5")]
    [InlineData("""{"format":1,"error":"cross-entropy","layers":[{"activation":"relu"},{"activation":"identity"}]}""", "does not match")]
    [InlineData("""{"format":1,"error":"absolute","layers":[{"activation":"relu"},{"activation":"relu"},{"activation":"identity"}]}""", "no tensor layers.3.biases")]
    [InlineData("""{"format":1,"error":"absolute","layers":[{"activation":"softmax"},{"activation":"identity"}]}""", "possible only at the outputs")]
    [InlineData("""{"format":1,"error":null,"layers":[{"activation":"relu"},{"activation":"identity"}]}""", "null")]
    [InlineData("""{"format":1,"error":"absolute","layers":[{"activation":"relu","bias":1},{"activation":"identity"}]}""", "'layers[0].bias' is unknown; expected are ")]
    [InlineData("""{"format":1,"error":"absolute","layers":[{"activation":"relu"},{"activation":"identity"}],"name":"x"}""", "'name' is unknown")]
    [InlineData("""{"format":1,"error":"absolute","error":"absolute","layers":[{"activation":"relu"},{"activation":"identity"}]}""", "metadata 'network': it is not well-formed JSON")]
    [InlineData("""[]""", "it is a list, but an object was expected")]
    [InlineData("""{"format":1""", "metadata 'network'")]
    public void A_description_that_is_none_is_refused_with_its_reason(string json, string reason)
    {
        var file = new SafetensorsFile(new Dictionary<string, string> { ["network"] = json }, NetworkFile.ToFile(Example).Tensors);
        Assert.Contains(reason, Assert.Throws<ModelFileException>(() => Through(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_that_do_not_fit_are_refused_with_their_name()
    {
        var good = NetworkFile.ToFile(Example);
        foreach (var (tensor, reason) in new (Tensor, string)[]
        {
            (new Tensor("layers.2.weights", [20, 3], new float[60]), "3 columns"),
            (new Tensor("layers.2.weights", [60], new float[60]), "[60]"),
            (new Tensor("layers.2.weights", [0, 2], []), "[0, 2]"),
            (new Tensor("layers.2.weights", [10, 2], new float[20]), "20 units"),
            (new Tensor("layers.2.weights", [20, 2], [float.NaN, .. new float[39]]), "not finite"),
        })
        {
            var tensors = good.Tensors.Select(t => t.Name == tensor.Name ? tensor : t).ToArray();
            Assert.Contains(reason, Assert.Throws<ModelFileException>(() => Through(new SafetensorsFile(good.Metadata, tensors))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_of_another_program_is_reported() =>
        Assert.Contains("does not contain a network", Assert.Throws<ModelFileException>(() => Through(new SafetensorsFile(new Dictionary<string, string>(), []))).Message, StringComparison.Ordinal);
}
