namespace Backprop.Campaigns.Fuzz;

internal static class Targets
{
    public static IReadOnlyList<Target> All { get; } =
        [new ModelTarget(), new CheckpointTarget(), new TableTarget(), new ImageTarget(), new GzipTarget(), new StateTarget(), new CommandTarget()];

    /// <exception cref="ArgumentException">There is no such target.</exception>
    public static Target Of(string name) => All.FirstOrDefault(target => target.Name == name)
        ?? throw new ArgumentException($"'{name}' is not a target. Targets: {string.Join(", ", All.Select(target => target.Name))}.");
}
