using System.Globalization;
using Backprop.Campaigns.Studio;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return args switch
{
    ["hour"] => await Hour.Run(60),
    ["hour", var minutes] when int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= 4 => await Hour.Run(count),
    ["pictures", var folder] => await Pictures.Run(folder),
    ["overhead"] => await Overhead.Run(null, isWatched: false),
    ["overhead", "page"] => await Overhead.Run(null, isWatched: true),
    ["overhead", var data, var target] => await Overhead.Run((data, target), isWatched: false),
    ["overhead", "page", var data, var target] => await Overhead.Run((data, target), isWatched: true),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: campaigns/studio hour [MINUTES, at least 4] | pictures FOLDER | overhead [page] [DATA TARGET]");
    return 2;
}
