namespace Backprop.Cli.Tests.Scripts;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class TestScriptTests : IDisposable
{
    private readonly FakeRepository repository = new();

    public void Dispose() => repository.Dispose();

    private static string Summary(int good, int bad = 0, int left = 0) =>
        $"Test run summary:\n  total: {good + bad + left}\n  failed: {bad}\n  succeeded: {good}\n  skipped: {left}\n  duration: 1s\n";

    private void Ends(int status, string lastLine, params string[] args)
    {
        var outcome = repository.Run(repository.TestScript, repository.Place, args);
        outcome.Is(status);
        Assert.Equal(lastLine, outcome.Lines[^1]);
    }

    [Fact]
    public void The_last_line_sums_up_all_projects()
    {
        repository.AddTests("A.Tests", Summary(3), 0);
        repository.AddTests("B.Tests", Summary(4, left: 1), 0);
        Ends(0, "7 passed, 0 failed, 1 skipped");
        Ends(0, "3 passed, 0 failed, 0 skipped", "A.");
        repository.Environment["CI"] = "true";
        Ends(1, "7 passed, 0 failed, 1 skipped");
    }

    [Fact]
    public void A_failed_test_fails_all()
    {
        repository.AddTests("A.Tests", Summary(3, bad: 2), 2);
        repository.AddTests("B.Tests", Summary(4), 0);
        Ends(1, "7 passed, 2 failed, 0 skipped");
    }

    [Theory]
    [InlineData("Segmentation fault", 139)]
    [InlineData("", 0)]
    public void A_crash_and_a_project_without_results_count_as_failures(string text, int status)
    {
        repository.AddTests("A.Tests", Summary(3), 0);
        repository.AddTests("B.Tests", text, status);
        Ends(1, "3 passed, 1 failed, 0 skipped");
    }

    [Fact]
    public void A_crash_after_the_last_test_is_a_failure_too()
    {
        repository.AddTests("A.Tests", Summary(3), 134);
        Ends(1, "3 passed, 1 failed, 0 skipped");
    }

    [Fact]
    public void No_tests_are_a_failure()
    {
        repository.AddTests("A.Tests", Summary(0), 8);
        Ends(1, "0 passed, 1 failed, 0 skipped");
        Ends(1, "0 passed, 1 failed, 0 skipped", "Nothing");
    }

    [Fact]
    public void A_build_error_is_shown_and_fails()
    {
        repository.AddTests("A.Tests", Summary(3), 0);
        File.WriteAllText(repository.Broken, "");
        Ends(1, "0 passed, 1 failed, 0 skipped");
    }
}
