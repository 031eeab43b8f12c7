using System.CommandLine;
using Backprop.Cli.Options;
using Backprop.Cli.Output;
using Backprop.Cli.Shell;
using Backprop.Explain.Json;
using Backprop.Explain.Lecture;
using Backprop.Explain.Reports;
using Backprop.Explain.Text;
using Backprop.Textbook;

namespace Backprop.Cli.Verbs;

/// <summary>Runs the worked example of the lecture.</summary>
internal sealed class LectureVerb : Verb
{
    private readonly Option<string?> format = Make.Choice("--format", "how it is written (default text); the others but json are handouts", DocumentOutput.Formats);

    private readonly Option<string?> output = new("--output", "-o") { Description = "writes it to a file, as a whole or not at all, instead of standard output", HelpName = "FILE" };

    public LectureVerb() : base(
        "lecture",
        "runs the worked example of the lecture: all six steps with formulas and numbers, the network drawn before and after, the test point, and the same by the engine",
        "",
        "--digits 6",
        "--format html -o lecture.html",
        "--json")
    {
        Group("Output", [format, output]);
        Common();
    }

    public override int Run(ParseResult line, Host host)
    {
        var run = LectureExample.Run();
        string form = line.GetValue(CommonOptions.Json) ? "json" : line.GetValue(format) ?? "text";
        var text = ExplainVerb.Text(line, host);
        DocumentOutput.To(host, line.GetValue(output), form, line.GetValue(CommonOptions.Quiet), writer => Write(writer, run, form, text));
        return ExitCode.Done;
    }

    private static void Write(TextWriter writer, LectureRun run, string form, TextOptions text)
    {
        if (form == "json")
            writer.WriteLine(DerivationJson.Write(run));
        else if (form == "text")
            LectureReport.Write(writer, run, EngineRun.OfLecture(), text);
        else
            DocumentOutput.Write(writer, LectureDocument.Of(run, EngineRun.OfLecture(), text.Digits), form);
    }
}
