// From a table to a model and back: dotnet run examples/penguins.cs
#:project ../src/Backprop.Tabular
using System.Runtime.CompilerServices;
using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;

var table = Table.Read(Path.Combine(Folder(), "penguins.csv"));
var model = Model.Train(table, target: "species");
Console.WriteLine($"{model.Members.Count} networks {model.Network.Sizes}: {model.Test.Accuracy:P1} of {model.Test.Rows} test rows right");

var penguin = new { island = "Dream", bill_length_mm = 39.1, bill_depth_mm = 18.7, flipper_length_mm = 181, body_mass_g = 3750, sex = "MALE" };
var prediction = model.Predict(penguin);
Console.WriteLine($"A penguin of {penguin.island}: {prediction.Label}");

static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
