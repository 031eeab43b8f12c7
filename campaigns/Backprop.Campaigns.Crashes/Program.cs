using System.Globalization;
using Backprop.Campaigns.Crashes;

// Crashes, failing disks and flipped bits. campaigns/crashes starts it and says more.
string folder = args[0];
int Number(int index, int fallback) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : fallback;
switch (args.ElementAtOrDefault(1))
{
    case "save":
        return Worker.Save(args[2], (ulong)Number(3, 1));
    case "train":
        return Worker.Train(args[2], quick: args.Contains("quick"), seed: (ulong)Number(3, 1));
    case "kills":
        return Kills.Run(folder, Number(2, 1000), (ulong)Number(3, 1));
    case "faults":
        return Faults.Run(folder);
    case "disk":
        return FullDisk.Run(folder, Number(2, 50));
    case "bits":
        return Bits.Run(folder);
    default:
        Console.Error.WriteLine("usage: campaigns/crashes [kills N | faults | disk N | bits]");
        return 2;
}
