using System.Globalization;
using System.Numerics;
using Backprop.Campaigns.Crashes;

// Crashes, failing disks and flipped bits. campaigns/crashes starts it and says more.
string folder = args[0];
bool isRead = true;

// Any seed is one, up to the largest that 64 bits hold: arithmetic on it wraps around.
T Number<T>(int index, T fallback)
    where T : struct, INumber<T>
{
    if (args.Length <= index)
        return fallback;
    isRead &= T.TryParse(args[index], NumberStyles.None, CultureInfo.InvariantCulture, out T number);
    return number;
}

int count = args.ElementAtOrDefault(1) is "kills" or "disk" ? Number(2, args[1] == "kills" ? 1000 : 50) : 0;
ulong seed = args.ElementAtOrDefault(1) is "save" or "train" or "kills" ? Number(3, 1UL) : 0;
switch (isRead ? args.ElementAtOrDefault(1) : null)
{
    case "save":
        return Worker.Save(args[2], seed);
    case "train":
        return Worker.Train(args[2], quick: args.Contains("quick"), seed);
    case "kills":
        return Kills.Run(folder, count, seed);
    case "faults":
        return Faults.Run(folder);
    case "disk":
        return FullDisk.Run(folder, count);
    case "bits":
        return Bits.Run(folder);
    default:
        Console.Error.WriteLine($"usage: campaigns/crashes [kills N [SEED] | faults | disk N | bits], N from 0 to {int.MaxValue} and SEED from 0 to {ulong.MaxValue}");
        return 2;
}
