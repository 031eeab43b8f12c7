using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;

namespace Backprop.Studio.Sharing;

/// <summary>A C# program that loads a model of a table and predicts a row, with the table's own names and values.</summary>
public static class ModelCode
{
    /// <summary>The program.</summary>
    /// <param name="model">The model, with encoders.</param>
    /// <param name="file">The name of the model's file, which the program loads.</param>
    /// <param name="table">Rows to take an example from: the first test row, or the first row.</param>
    public static string Of(Model model, string file, Table table)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        int row = Math.Max(0, model.PartsOf(table)?.ToList().IndexOf(RowPart.Test) ?? 0);
        string target = model.Targets!.Columns[0];
        var code = new StringBuilder();
        code.Append(CultureInfo.InvariantCulture, $$"""
            // Predicts {{OneLine(target)}} with the model {{OneLine(file)}}, which must be in the current folder: dotnet run {{OneLine(Path.ChangeExtension(file, ".cs"))}}
            {{SourceProject.Line("Backprop.Tabular")}}
            using Backprop.Tabular.Models;

            Model model = Model.Load({{Text(file)}});

            // Row {{row + 1}} of the table, by the names of its columns. null is a missing value.
            Prediction prediction = model.Predict(new Dictionary<string, object?>
            {

            """);
        foreach (ColumnEncoder column in model.Inputs!.Columns)
            code.Append(CultureInfo.InvariantCulture, $"    [{Text(column.Column)}] = {Value(column, table.Find(column.Column)!, row)},\n");
        string name = Text(target + ": ");
        code.Append(model.Task == TargetTask.Classification
            ? $$"""
                });
                Console.WriteLine({{name}} + prediction.Label);
                foreach ((string label, double probability) in prediction.Probabilities)
                    Console.WriteLine($"  {probability:P1} {label}");

                """
            : $$"""
                });
                Console.WriteLine({{name}} + prediction.Value);

                """);
        return code.ToString();
    }

    private static string Value(ColumnEncoder encoder, Column column, int row) => encoder switch
    {
        ImageEncoder image => $"new byte[{image.Inputs.ToString(CultureInfo.InvariantCulture)}] /* {image.Height} rows of {image.Width} pixels, 0 to 255 */",
        _ when column.IsMissing(row) => "null",
        NumberEncoder { Kind: ColumnKind.Number } => column.Text(row),
        _ => Text(column.Text(row)),
    };

    /// <summary>For a comment, which a line end would close.</summary>
    private static string OneLine(string text) => string.Join(' ', text.Split());

    /// <summary>A literal: JSON's escapes are C#'s, too.</summary>
    private static string Text(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
