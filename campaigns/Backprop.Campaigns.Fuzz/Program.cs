using System.Diagnostics;
using System.Globalization;
using Backprop.Campaigns.Fuzz;

// Hostile inputs for everything that reads. campaigns/fuzz starts it and says more.
const string Folder = "artifacts/campaigns/fuzz";
var targets = new List<Target>();
ulong seed = 1;
long? count = null, only = null;
int threads = 2;
TimeSpan? limit = null;
try
{
    for (int i = 0; i < args.Length; i++)
    {
        switch (args[i])
        {
            case "--seed":
                seed = (ulong)Number(args, ++i);
                break;
            case "--count":
                count = Number(args, ++i);
                break;
            case "--only":
                only = Number(args, ++i);
                break;
            case "--seconds":
                limit = TimeSpan.FromSeconds(Math.Min(Number(args, ++i), int.MaxValue));
                break;
            case "--threads":
                threads = (int)Math.Clamp(Number(args, ++i), 1, 64);
                break;
            default:
                targets.Add(Targets.Of(args[i]));
                break;
        }
    }
    if (only is not null && targets.Count != 1)
        throw new ArgumentException("--only needs one target.");
}
catch (ArgumentException error)
{
    Console.Error.WriteLine($"error: {error.Message}\nusage: campaigns/fuzz [TARGET …] [--count N] [--seconds S] [--seed S] [--threads N] [--only N]");
    return 2;
}

if (only is { } number)
{
    Directory.CreateDirectory(Folder);
    string path = Path.Combine(Folder, $"{targets[0].Name}-{seed}-{number}");
    var finding = new Campaign(targets[0], seed).Try(number, path);
    Console.WriteLine($"{path}\n{finding?.ToString() ?? "passed"}");
    return finding is null ? 0 : 1;
}

bool good = true;
Console.WriteLine("| target | inputs | read | inputs/s | slowest, ms | most memory, MB | findings |");
Console.WriteLine("|---|---|---|---|---|---|---|");
foreach (var target in targets.Count > 0 ? targets : Targets.All)
{
    var watch = Stopwatch.StartNew();
    var result = new Campaign(target, seed).Run(count ?? target.Count, threads, limit);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {target.Name} | {result.Tried:N0} | {(double)result.Accepted / result.Tried:P0} | {result.Tried / watch.Elapsed.TotalSeconds:N0} | {result.Slowest * 1000:N0} | {result.Largest / 1e6:N1} | {result.Findings.Count} |"));
    foreach (var finding in result.Findings)
        Console.Error.WriteLine(finding);
    good &= result.Findings.Count == 0;
}
return good ? 0 : 1;

static long Number(string[] args, int i) =>
    i < args.Length && long.TryParse(args[i], NumberStyles.None, CultureInfo.InvariantCulture, out long number)
        ? number
        : throw new ArgumentException($"{args[i - 1]} needs a whole number from 0.");
