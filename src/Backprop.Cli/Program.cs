using System.Globalization;
using Backprop.Cli;
using Backprop.Cli.Shell;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var signals = new Signals(status =>
{
    try
    {
        Console.Error.WriteLine(ExitCode.Word(status));
    }
    catch (IOException)
    {
        // The exit status still reports it.
    }
    Environment.Exit(status);
});
return App.Run(args, ProcessHost.Create(signals));
