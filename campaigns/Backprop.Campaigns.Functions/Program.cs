using System.Globalization;
using Backprop.Campaigns.Functions;
using Backprop.Numerics;
using Backprop.Numerics.Lanes;

// Every function of the engine over all floats. campaigns/functions starts it and says more.
string journalPath = "artifacts/campaigns/functions.txt";
int threads = 2, stride = 1;
bool reportOnly = false;
var checks = new List<Check>();
try
{
    for (int i = 0; i < args.Length; i++)
    {
        switch (args[i])
        {
            case "--threads":
                threads = Number(args, ++i);
                break;
            case "--stride":
                stride = Number(args, ++i);
                break;
            case "--journal" when i + 1 < args.Length:
                journalPath = args[++i];
                break;
            case "--report":
                reportOnly = true;
                break;
            default:
                checks.Add(Checks.Of(args[i]));
                break;
        }
    }
}
catch (ArgumentException error)
{
    Console.Error.WriteLine($"error: {error.Message}\nusage: functions [NAME …] [--threads N] [--stride N] [--journal FILE] [--report]");
    return 2;
}

string build = CodeOf.Numerics();
var campaign = new Campaign(new Journal(journalPath, build), threads, stride);
bool good = true;
Console.WriteLine($"Numerics version {NumericsVersion.Current}, build {build}; this machine's best width is {VectorWidths.Best}; "
    + (stride == 1 ? "all 4,294,967,296 floats." : $"every {stride:N0}th float."));
Console.WriteLine();
Console.WriteLine("| function | worst h(a), ULP | at a | not the nearest float | worst h', ULP | at | bits that differ between widths |");
Console.WriteLine("|---|---|---|---|---|---|---|");
foreach (var check in checks.Count > 0 ? checks : Checks.All)
{
    if ((reportOnly ? campaign.Found(check) : campaign.Run(check)) is not { } found)
        continue;
    bool ofDouble = check.Unit == "double";
    good &= found.Differences == 0 && found.Value.Error <= check.Limit;
    Console.WriteLine($"| {check.Name} | {Error(found.Value)}{(ofDouble ? " of a double" : "")} | {Float(found.Value.At)} | {found.NotNearest.ToString("N0", CultureInfo.InvariantCulture)} "
        + $"| {(found.Slope.Error < 0 ? "–" : Error(found.Slope))} | {(found.Slope.Error < 0 ? "–" : Float(found.Slope.At))} "
        + $"| {(ofDouble ? "–" : found.Differences == 0 ? "none" : $"{found.Differences}, first at {Float(found.FirstDifference)}")} |");
}
return good ? 0 : 1;

static string Error(Worst worst) => worst.Error.ToString("F4", CultureInfo.InvariantCulture);

static string Float(uint bits) => BitConverter.UInt32BitsToSingle(bits).ToString("R", CultureInfo.InvariantCulture);

static int Number(string[] args, int i) =>
    i < args.Length && int.TryParse(args[i], CultureInfo.InvariantCulture, out int number) && number > 0
        ? number
        : throw new ArgumentException($"{args[i - 1]} needs a whole number above 0.");
