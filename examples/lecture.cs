// The lecture's worked example, one step of gradient descent by the engine: dotnet run examples/lecture.cs
#:project ../src/Backprop
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Training;
using Backprop.Training.Optimizers;

// A 2-3-1 network: sigmoid hidden units, identity output, every weight and bias 1.
var network = new Network([2, 3, 1], new NetworkOptions { Activation = ActivationFunction.Sigmoid, Initializer = Initializer.Constant });
float[] x = [0.5f, 0.5f], t = [0.5f];

using var trainer = new Trainer(network, new TrainingOptions { Optimizer = new Sgd { LearningRate = 1.0 / 3 }, BatchSize = 1 });
Console.WriteLine($"y before the step   {network.Predict(x)[0]:F4}");
Console.WriteLine($"error of the step   {trainer.Step(x, t):F4}");
Console.WriteLine($"y after the step    {trainer.Network.Predict(x)[0]:F4}");
Console.WriteLine($"new w01 and w11     {trainer.Network.DenseLayers[0][0, 0]:F4}, {trainer.Network.DenseLayers[0][1, 0]:F4}");
Console.WriteLine($"y of the test point {trainer.Network.Predict([0.7f, 0.7f])[0]:F4}");
