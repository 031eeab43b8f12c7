using System.Reflection;
using System.Runtime.InteropServices;
using Backprop.Numerics.Lanes;

namespace Backprop.Cli.Shell;

/// <summary>The text of --version.</summary>
internal static class VersionText
{
    /// <summary>The version without the commit.</summary>
    public static string Version => Informational.Split('+')[0];

    /// <summary>The commit this was built from; empty where the sources were not in a repository.</summary>
    public static string Commit => Informational.Split('+') is [_, var commit, ..] ? commit : "";

    /// <summary>The vector width in use, in words.</summary>
    public static string Width => VectorWidths.Best == VectorWidth.Scalar ? "no vectors" : $"{(int)VectorWidths.Best}-bit vectors";

    public static string Text =>
        $"backprop {Version}{(Commit.Length > 0 ? $" (commit {Commit[..Math.Min(12, Commit.Length)]})" : "")}, {Width}, .NET {Environment.Version}, {RuntimeInformation.RuntimeIdentifier}";

    private static string Informational =>
        typeof(VersionText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
