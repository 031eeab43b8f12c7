using System.Text;
using Backprop.Explain.Derivations;
using Backprop.Studio.Sharing;
using Backprop.Studio.States;

namespace Backprop.Studio.Tests.Sharing;

public class StateTextTests
{
    [Fact]
    public void A_state_is_the_same_after_writing_and_reading()
    {
        var bench = new Workbench();
        bench.Do(new Edit(new(QuantityKind.Weight, 0, 1, 2), 0.1 + 0.2));
        bench.Do(new Learn(3));
        bench.Do(new GoTo(5));
        bench.Do(new Open(new(QuantityKind.Derivative, 1, 2, 0)));
        bench.Do(new DrawOut(1, 0));
        StudioState state = bench.State with { Digits = 9, Lesson = bench.State.Lesson with { InputNames = ["a", "é\"<"], OutputNames = ["price"] } };
        foreach (StudioState read in new[] { StateText.Read(StateText.Write(state)), StateText.Unpack(StateText.Pack(state)!) })
        {
            Assert.Equal(StateText.Write(state), StateText.Write(read));
            Assert.Equal(state.Lesson.Numbers().Updated.Layers[0].Weights, read.Lesson.Numbers().Updated.Layers[0].Weights);
            Assert.Equal(state.Opened, read.Opened);
        }
    }

    [Fact]
    public void What_is_trained_is_shared_along()
    {
        var choices = new TrainChoices
        {
            Data = "penguins", Target = "species", Exclude = ["sex"], Hidden = [8, 3], Activation = "gelu", Optimizer = "adamw", LearningRate = 0.003, BatchSize = 7, WeightDecay = 0.1, Dropout = 0.2,
            Seed = 9, Speed = 100, IsLog = true, FeatureX = 2, FeatureY = 3,
        };
        TrainChoices read = StateText.Unpack(StateText.Pack(new StudioState { Training = choices })!).Training;
        Assert.Equal(choices with { Exclude = read.Exclude, Hidden = read.Hidden }, read);
        Assert.Equal(choices.Exclude, read.Exclude);
        Assert.Equal(choices.Hidden, read.Hidden);
    }

    [Theory]
    [InlineData("\"batch_size\":4", "\"batch_size\":0")]
    [InlineData("\"learning_rate\":0.5", "\"learning_rate\":-1")]
    [InlineData("\"hidden\":[4]", "\"hidden\":[2000000000]")]
    [InlineData("\"data\":\"moons\"", "\"data\":7")]
    [InlineData("\"activation\":\"tanh\"", "\"activation\":\"cube\"")]
    [InlineData("\"activation\":\"tanh\"", "\"activation\":\"softmax\"")]
    [InlineData("\"optimizer\":\"sgd\"", "\"optimizer\":\"magic\"")]
    [InlineData("\"optimizer\":\"sgd\",", "")]
    [InlineData("\"leave\":[]", "\"leave\":[null]")]
    [InlineData("\"dropout\":0", "\"dropout\":\"NaN\"")]
    public void A_training_out_of_range_is_refused_in_words(string part, string instead)
    {
        string text = Encoding.UTF8.GetString(StateText.Write(new StudioState { Training = new TrainChoices { Data = "moons" } }));
        int training = text.IndexOf("\"training\"", StringComparison.Ordinal);
        Assert.Contains(part, text[training..], StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => StateText.Read(Encoding.UTF8.GetBytes(text[..training] + text[training..].Replace(part, instead, StringComparison.Ordinal))));
    }

    [Fact]
    public void Numbers_that_are_none_are_kept_too()
    {
        Lesson lesson = Lesson.Lecture with { Inputs = [double.NaN, double.PositiveInfinity] };
        Assert.Equal(lesson.Inputs, StateText.Read(StateText.Write(new StudioState { Lesson = lesson })).Lesson.Inputs);
    }

    [Fact]
    public void The_text_of_a_state_stays_what_it_is()
    {
        var network = new Backprop.Textbook.TextbookNetwork([new(Backprop.Layers.ActivationFunction.Identity, new[,] { { 0.1, -1e-7 }, { double.NegativeInfinity, 3 } })], "huber", 1.5);
        var state = new StudioState
        {
            Lesson = new(network, [double.NaN], [0, 1e22], 0.1) { Title = "é\"<", Step = 2, InputNames = ["a"], OutputNames = ["b", "c"], Units = new Dictionary<int, IReadOnlyList<int>> { [1] = [2, 1] } },
            Opened = [new(QuantityKind.Weight, 0, 1, 1)],
            Digits = 9,
            Training = new TrainChoices { Data = "moons", Target = "t", Exclude = ["x"], Dropout = 0.25, IsLog = true },
        };
        Assert.Equal(
            """
            {"backprop_studio":1,"digits":9,"lesson":{"title":"\u00E9\u0022\u003C","error":"huber","error_parameter":1.5,"layers":[{"activation":"identity","inputs":1,"units":2,
            "weights":[0.1,-1E-07,"-Infinity",3]}],"inputs":["NaN"],"targets":[0,1E+22],"learning_rate":0.1,"step":2,"updates":0,"input_names":["a"],"output_names":["b","c"],
            "units":{"1":[2,1]}},"doors":["w.0.1.1"],"training":{"data":"moons","target":"t","leave":["x"],"hidden":[4],"activation":"tanh","optimizer":"sgd","learning_rate":0.5,
            "batch_size":4,"weight_decay":0,"dropout":0.25,"seed":1,"speed":0,"log":true,"feature_x":0,"feature_y":1}}
            """.ReplaceLineEndings(""),
            Encoding.UTF8.GetString(StateText.Write(state)));
    }

    [Fact]
    public void The_lecture_fits_into_an_address() => Assert.InRange(StateText.Pack(new StudioState())!.Length, 50, 400);

    [Fact]
    public void A_large_network_does_not() =>
        Assert.Null(StateText.Pack(new StudioState { Lesson = (NetworkPlan.Of(Lesson.Lecture) with { Sizes = [60, 60, 60, 60], Seed = 1 }).Lesson(Lesson.Lecture) }));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("nonsense")]
    [InlineData("""{"backprop_studio":2}""")]
    public void Other_text_is_refused_in_words(string text)
    {
        var exception = Assert.Throws<FormatException>(() => StateText.Read(Encoding.UTF8.GetBytes(text)));
        Assert.StartsWith("This is not a state of the studio", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"step\":1", "\"step\":\"x\"")]
    [InlineData("\"step\":1", "\"step\":1,\"step\":1")]
    [InlineData("\"step\":1", "\"step\":1,\"more\":1")]
    [InlineData("\"step\":1", "\"step\":1,\"units\":{\"-1\":[1]}")]
    [InlineData("\"step\":1", "\"step\":1,\"units\":{\"1\":null}")]
    [InlineData("\"step\":1", "\"step\":1,\"input_names\":[\"a\",null]")]
    [InlineData("\"inputs\":[0.5,0.5]", "\"inputs\":[0.5,null]")]
    [InlineData("\"layers\":[", "\"layers\":[null,")]
    [InlineData("\"title\":\"", "\"title\":\"\\ud800")]
    [InlineData("\"error\":\"sum-of-squares\"", "\"error\":\"huber\",\"error_parameter\":\"NaN\"")]
    [InlineData("\"units\":3", "\"units\":2000000000")]
    [InlineData("\"units\":3", "\"units\":4")]
    [InlineData("\"inputs\":[0.5,0.5]", "\"inputs\":[0.5]")]
    [InlineData("sum-of-squares", "sum-of-cubes")]
    [InlineData("sigmoid", "softmax")]
    [InlineData("\"doors\":[]", "\"doors\":[\"w.9.9.9\"]")]
    [InlineData("\"error\":\"sum-of-squares\"", "\"error\":\"sum-of-squares\",\"error_parameter\":3")]
    [InlineData("\"error\":\"sum-of-squares\"", "\"error\":\"quantile\",\"error_parameter\":2")]
    [InlineData("\"error\":\"sum-of-squares\"", "\"error\":\"huber\",\"error_parameter\":-1")]
    [InlineData("\"error\":\"sum-of-squares\"", "\"error\":\"cross-entropy\",\"error_parameter\":1")]
    [InlineData("\"learning_rate\":0.3333333333333333", "\"learning_rate\":0")]
    [InlineData("\"learning_rate\":0.3333333333333333", "\"learning_rate\":-1")]
    public void A_state_that_contradicts_itself_is_refused_in_words(string part, string instead)
    {
        string text = Encoding.UTF8.GetString(StateText.Write(new StudioState()));
        Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => StateText.Read(Encoding.UTF8.GetBytes(text.Replace(part, instead, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("!!")]
    [InlineData("AAAA")]
    [InlineData("abcd1234")]
    public void An_address_without_a_state_is_refused_in_words(string text) => Assert.Throws<FormatException>(() => StateText.Unpack(text));

    [Fact]
    public void An_address_that_unpacks_to_very_much_is_refused()
    {
        using var packed = new MemoryStream();
        using (var deflate = new System.IO.Compression.DeflateStream(packed, System.IO.Compression.CompressionLevel.SmallestSize, leaveOpen: true))
            deflate.Write(new byte[10_000_000]);
        Assert.Contains("too long", Assert.Throws<FormatException>(() => StateText.Unpack(System.Buffers.Text.Base64Url.EncodeToString(packed.ToArray()))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Softmax_with_one_output_is_refused_in_words()
    {
        string text = Encoding.UTF8.GetString(StateText.Write(new StudioState())).Replace("sum-of-squares", "cross-entropy", StringComparison.Ordinal).Replace("identity", "softmax", StringComparison.Ordinal);
        Assert.Contains("does not match", Assert.Throws<FormatException>(() => StateText.Read(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_units_drawn_out_than_are_seen_are_refused()
    {
        string text = Encoding.UTF8.GetString(StateText.Write(new StudioState { Lesson = Lesson.Lecture with { Units = new Dictionary<int, IReadOnlyList<int>> { [1] = [1] } } }));
        string many = text.Replace("\"1\":[1]", $"\"1\":[{string.Join(',', Enumerable.Repeat(1, 33))}]", StringComparison.Ordinal);
        Assert.NotEqual(text, many);
        Assert.Contains("more than 32", Assert.Throws<FormatException>(() => StateText.Read(Encoding.UTF8.GetBytes(many))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_is_too_long_is_refused_before_it_is_unpacked() =>
        Assert.Contains("too long", Assert.Throws<FormatException>(() => StateText.Unpack(new string('A', StateText.MaxInAddress + 1))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_largest_network_of_a_state_is_read_again()
    {
        // The longest numbers, so many that one more would not fit.
        var weights = new double[1 << 10, 1 << 10];
        for (int i = 0; i < 1 << 10; i++)
            for (int j = 0; j < 1 << 10; j++)
                weights[i, j] = -2.2250738585072014E-308;
        Lesson lesson = Network(weights);
        byte[] text = StateText.Write(new StudioState { Lesson = lesson });
        Assert.True(StateText.Fits(lesson));
        Assert.InRange(text.Length, 1, StateText.MaxInFile);
        Assert.All(StateText.Read(text).Lesson.Network.Layers[0].Weights.Cast<double>().Chunk(1 << 16), part => Assert.DoesNotContain(part, w => w != weights[0, 0]));
        Assert.False(StateText.Fits(Network(new double[(1 << 10) + 1, 1 << 10])));

        static Lesson Network(double[,] weights) => new(new([new(Backprop.Layers.ActivationFunction.Identity, weights)], "sum-of-squares"), new double[weights.GetLength(0) - 1], new double[weights.GetLength(1)], 0.1);
    }

    [Fact]
    public void The_address_of_a_network_that_is_too_large_keeps_the_choices_of_the_training()
    {
        Lesson large = (NetworkPlan.Of(Lesson.Lecture) with { Sizes = [60, 60, 60, 60], Seed = 1 }).Lesson(Lesson.Lecture);
        Assert.Equal("", StateText.Query(new StudioState()));
        Assert.Equal("", StateText.Query(new StudioState { Lesson = large }));
        StudioState read = StateText.Unpack(StateText.Query(new StudioState { Lesson = large, Training = new TrainChoices { Data = "moons" } })[3..]);
        Assert.Equal(("moons", "2-3-1"), (read.Training.Data, read.Lesson.Sizes));
    }
}
