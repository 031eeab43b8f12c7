// Exclusive or, the function no linear model can learn: dotnet run examples/xor.cs
#:project ../src/Backprop
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Training;
using Backprop.Training.Optimizers;

float[][] x = [[0, 0], [0, 1], [1, 0], [1, 1]];
float[] t = [0, 1, 1, 0];

var network = new Network([2, 4, 1], new NetworkOptions { Activation = ActivationFunction.Tanh });
using var trainer = new Trainer(network, new TrainingOptions { Optimizer = new Adam { LearningRate = 0.05 }, BatchSize = 4 });
for (int step = 1; step <= 1000; step++)
{
    double error = trainer.Step([.. x.SelectMany(row => row)], t);
    if (step is 1 or 10 or 100 or 1000)
        Console.WriteLine($"step {step,4}: error {error:F6}");
}
foreach (var row in x)
    Console.WriteLine($"{row[0]} xor {row[1]} = {trainer.Network.Predict(row)[0]:F3}");
