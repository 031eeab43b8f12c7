using System.Globalization;
using Backprop.Explain.Derivations;
using Backprop.Explain.Text;
using Backprop.Textbook;

namespace Backprop.Explain.Lecture;

/// <summary>Numbers of the engine beside those of the textbook, one row for each kind.</summary>
internal sealed class EngineComparison
{
    private readonly List<EngineDifference> rows = [];

    /// <summary>Compares the two.</summary>
    /// <exception cref="ArgumentException">They are of different shapes.</exception>
    public EngineComparison(LectureRun textbook, EngineValues engine)
    {
        ArgumentNullException.ThrowIfNull(textbook);
        ArgumentNullException.ThrowIfNull(engine);
        TextbookStep step = textbook.Step;
        if (engine.Deltas.Count != step.Layers.Count || engine.Updated.Count != step.Layers.Count)
        {
            throw new ArgumentException(
                $"The textbook has {step.Layers.Count} layers, but the engine gave deltas of {engine.Deltas.Count} and weights of {engine.Updated.Count}.",
                nameof(engine));
        }
        Add(new Symbol("y", []), "training point", step.Outputs, engine.Outputs);
        for (int l = step.Layers.Count - 1; l >= 0; l--)
            Add(new Symbol("δ", [], l + 1), $"deltas of layer {l + 1}", step.Layers[l].Delta, engine.Deltas[l]);
        for (int l = step.Layers.Count - 1; l >= 0; l--)
            Add(new Symbol("w", [], l + 1, IsNew: true), $"weights of layer {l + 1}",
                [.. step.Layers[l].Updated.Cast<double>()], [.. engine.Updated[l].Cast<float>()]);
        Add(new Symbol("y", []), "training point again", textbook.Again.Outputs, engine.OutputsAgain);
        Add(new Symbol("y", []), "test point", textbook.Test.Outputs, engine.OutputsOfTest);
    }

    /// <summary>Of each kind the number that differs most.</summary>
    public IReadOnlyList<EngineDifference> Rows => rows;

    /// <summary>The largest difference of any number.</summary>
    public double LargestDifference => rows.Max(r => r.Difference);

    /// <summary>Writes the table: of each kind the number that differs most.</summary>
    public void Write(TextWriter writer, TextOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var precise = new NotationText(options with { Digits = 9 });
        var rough = new NotationText(options with { Digits = 2 });
        string[][] cells =
        [
            ["", "", "numbers", "textbook", "engine", "difference"],
            .. rows.Select(r => new[]
            {
                precise.Write(r.Symbol), r.Remark, r.Count.ToString(CultureInfo.InvariantCulture),
                precise.Write(r.Textbook), precise.Write(r.Engine), rough.Write(r.Difference),
            }),
        ];
        int[] widths = [.. Enumerable.Range(0, cells[0].Length).Select(c => cells.Max(row => row[c].Length))];
        foreach (string[] row in cells)
            writer.WriteLine(("   " + string.Join("   ", row.Select((cell, c) => c < 2 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c])))).TrimEnd());
        writer.WriteLine();
        writer.WriteLine($"   The largest difference is {rough.Write(LargestDifference)}.");
    }

    private void Add(Notation symbol, string remark, double[] textbook, IReadOnlyList<float> engine)
    {
        if (engine.Count != textbook.Length)
            throw new ArgumentException($"The textbook has {textbook.Length} numbers ({remark}), but the engine gave {engine.Count}.", nameof(engine));
        // A difference that is not a number is the largest of all.
        int worst = Enumerable.Range(0, textbook.Length)
            .MaxBy(i => double.IsNaN(textbook[i] - engine[i]) ? double.PositiveInfinity : Math.Abs(textbook[i] - engine[i]));
        rows.Add(new(symbol, remark, textbook.Length, textbook[worst], engine[worst]));
    }
}

/// <summary>A kind of numbers, and of these the one that differs most between textbook and engine.</summary>
/// <param name="Symbol">Their symbol.</param>
/// <param name="Remark">What they are, in words.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Textbook">The textbook's.</param>
/// <param name="Engine">The engine's.</param>
internal sealed record EngineDifference(Notation Symbol, string Remark, int Count, double Textbook, double Engine)
{
    /// <summary>|textbook − engine|.</summary>
    public double Difference => Math.Abs(Textbook - Engine);
}
