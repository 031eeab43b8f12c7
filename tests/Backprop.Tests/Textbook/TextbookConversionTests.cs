using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Textbook;

namespace Backprop.Tests.Textbook;

public class TextbookConversionTests
{
    [Fact]
    public void A_network_is_the_same_bits_after_the_textbook_and_back()
    {
        var network = new Network([3, 17, 5, 2], new NetworkOptions { Activation = ActivationFunction.Parse("elu=0.4"), Error = ErrorFunction.Parse("huber=0.5"), Seed = 7 });
        Network again = Network.Of(TextbookNetwork.Of(network));
        Assert.Equal(network.WeightsSha256(), again.WeightsSha256());
        Assert.Equal(network.Error.ToString(), again.Error.ToString());
        Assert.Equal(network.DenseLayers.Select(l => l.Activation.ToString()), again.DenseLayers.Select(l => l.Activation.ToString()));
    }
}
