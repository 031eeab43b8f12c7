using System.Globalization;
using Backprop.Campaigns.Studio;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return args switch
{
    ["hour"] => await Hour.Run(60),
    ["hour", var minutes] when int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= 4 => await Hour.Run(count),
    ["pictures", var folder] => await Pictures.Run(folder),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: campaigns/studio hour [MINUTES, at least 4] | pictures FOLDER");
    return 2;
}
