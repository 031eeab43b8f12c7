using System.CommandLine;
using Backprop.Cli.Options;
using Backprop.Cli.Output;
using Backprop.Cli.Shell;
using Backprop.Explain.Json;
using Backprop.Explain.Lecture;
using Backprop.Explain.Text;
using Backprop.Textbook;

namespace Backprop.Cli.Verbs;

/// <summary>Runs the worked example of the lecture.</summary>
internal sealed class LectureVerb : Verb
{
    public LectureVerb() : base(
        "lecture",
        "runs the worked example of the lecture: all six steps with formulas and numbers, the network drawn before and after, the test point, and the same by the engine",
        "",
        "--digits 6",
        "--json") => Common();

    public override int Run(ParseResult line, Host host)
    {
        var run = LectureExample.Run();
        if (line.GetValue(CommonOptions.Json))
            host.Out.WriteLine(DerivationJson.Write(run));
        else
            LectureReport.Write(host.Text, run, EngineRun.OfLecture(), ExplainVerb.Text(line, host));
        return ExitCode.Done;
    }
}
