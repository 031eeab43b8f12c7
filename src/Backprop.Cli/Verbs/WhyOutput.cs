using Backprop.Cli.Output;
using Backprop.Explain.Attributions;
using Backprop.Explain.Json;
using Backprop.Explain.Reports;
using Backprop.Explain.Text;

namespace Backprop.Cli.Verbs;

/// <summary>What <c>explain --why</c> prints.</summary>
internal static class WhyOutput
{
    public static void Write(TextWriter writer, WhyReport why, string format, TextOptions text)
    {
        if (format == "json")
            writer.WriteLine(WhyJson.Write(why));
        else if (format == "text")
            TextDocument.Write(writer, WhyDocument.Of(why, text.Digits), text);
        else
            DocumentOutput.Write(writer, WhyDocument.Of(why, text.Digits), format);
    }
}
