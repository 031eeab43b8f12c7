using System.Globalization;
using Backprop.Cli;
using Backprop.Cli.Shell;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var signals = new Signals(status =>
{
    Console.Error.WriteLine(status == ExitCode.Terminated ? "terminated" : "interrupted");
    Environment.Exit(status);
});
return App.Run(args, ProcessHost.Create(signals));
