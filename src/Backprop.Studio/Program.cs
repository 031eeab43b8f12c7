using System.Globalization;
using Backprop.Studio.Hosting;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return await StudioServer.Run(args);
