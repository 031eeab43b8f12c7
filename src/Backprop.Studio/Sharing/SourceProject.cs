namespace Backprop.Studio.Sharing;

/// <summary>
/// How a C# program refers to Backprop: by the folder of its source. There are no packages yet, and a program that referred to one by name would run the code of whoever
/// registered that name.
/// </summary>
internal static class SourceProject
{
    /// <summary>The placeholder for the folder of a clone.</summary>
    public const string Clone = "PATH/TO/backprop";

    /// <summary>The lines of a program that refer to a project.</summary>
    /// <param name="project">Its name, such as <c>Backprop</c>.</param>
    public static string Line(string project) => $"""
        // In place of {Clone}, put the folder of your clone of Backprop:
        #:project {Clone}/src/{project}
        """;
}
