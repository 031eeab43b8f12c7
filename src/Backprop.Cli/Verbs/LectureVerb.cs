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

    public LectureVerb() : base(
        "lecture",
        "runs the worked example of the lecture: all six steps with formulas and numbers, the network drawn before and after, the test point, and the same by the engine",
        "",
        "--digits 6",
        "--format html > lecture.html",
        "--json")
    {
        Group("Output", [format]);
        Common();
    }

    public override int Run(ParseResult line, Host host)
    {
        var run = LectureExample.Run();
        string form = line.GetValue(CommonOptions.Json) ? "json" : line.GetValue(format) ?? "text";
        var text = ExplainVerb.Text(line, host);
        if (form == "json")
            host.Out.WriteLine(DerivationJson.Write(run));
        else if (form == "text")
            LectureReport.Write(host.Text, run, EngineRun.OfLecture(), text);
        else
            DocumentOutput.Write(host.Out, LectureDocument.Of(run, EngineRun.OfLecture(), text.Digits), form);
        return ExitCode.Done;
    }
}
