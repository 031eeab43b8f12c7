namespace Backprop.Cli.Tests.Scripts;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class BackpropScriptTests
{
    [Fact]
    public void It_builds_the_first_time_and_when_a_source_changed()
    {
        using var repository = new FakeRepository();
        var first = repository.Run(repository.Script, repository.Place, "train", "data.csv");
        first.Is(0);
        Assert.Equal($"in {repository.Place} with train data.csv\n", first.Out);
        Assert.Equal("building Backprop …\n", first.Error);

        var second = repository.Run(repository.Script, repository.Place);
        Assert.Equal("", second.Error);
        Assert.Equal(1, repository.Builds);

        File.SetLastWriteTimeUtc(repository.Source, DateTime.UtcNow.AddSeconds(2));
        repository.Run(repository.Script, repository.Place).Is(0);
        Assert.Equal(2, repository.Builds);
    }

    [Fact]
    public void A_new_file_and_a_removed_file_are_changes()
    {
        using var repository = new FakeRepository();
        string extra = Path.Combine(repository.Root, "src", "Backprop.Cli", "Extra.cs");
        File.WriteAllText(extra, "");
        repository.Run(repository.Script, repository.Place);
        Thread.Sleep(20);
        File.Delete(extra);
        repository.Run(repository.Script, repository.Place);
        Assert.Equal(2, repository.Builds);
    }

    [Fact]
    public void What_a_build_writes_is_not_a_change()
    {
        using var repository = new FakeRepository();
        repository.Run(repository.Script, repository.Place);
        Thread.Sleep(20);
        File.WriteAllText(Path.Combine(repository.Root, "src", "Backprop.Cli", "bin", "note"), "");
        File.WriteAllText(Path.Combine(repository.Root, "src", "Backprop.Cli", "obj", "note"), "");
        repository.Run(repository.Script, repository.Place);
        Assert.Equal(1, repository.Builds);
    }

    [Fact]
    public void It_works_through_symbolic_links_from_any_folder()
    {
        using var repository = new FakeRepository();
        string elsewhere = Path.Combine(repository.Place, "else where");
        Directory.CreateDirectory(elsewhere);
        string link = Path.Combine(elsewhere, "bp"), linkToLink = Path.Combine(repository.Place, "bp2");
        File.CreateSymbolicLink(link, "../repo/backprop");
        File.CreateSymbolicLink(linkToLink, link);
        Assert.Equal($"in {elsewhere} with a 'b c'\n", repository.Run(linkToLink, elsewhere, "a", "'b c'").Out);
    }

    [Theory]
    [InlineData]
    [InlineData("flock")]
    public void Two_at_once_build_once(params string[] without)
    {
        using var repository = new FakeRepository { Without = without };
        using var one = repository.Start(repository.Script, repository.Place, "1");
        using var two = repository.Start(repository.Script, repository.Place, "2");
        Workplace.Finish(one).Is(0);
        Workplace.Finish(two).Is(0);
        Assert.Equal(1, repository.Builds);
        Assert.False(Directory.Exists(Path.Combine(repository.Root, "artifacts", "run", "lock.d")));
    }

    [Fact]
    public void A_lock_left_by_a_killed_start_is_taken_over()
    {
        using var repository = new FakeRepository { Without = ["flock"] };
        string left = Path.Combine(repository.Root, "artifacts", "run", "lock.d");
        Directory.CreateDirectory(left);
        File.WriteAllText(Path.Combine(left, "owner"), "99999999");
        repository.Run(repository.Script, repository.Place).Is(0);
        Assert.Equal(1, repository.Builds);
    }

    [Fact]
    public void Build_errors_are_shown_and_the_next_start_tries_again()
    {
        using var repository = new FakeRepository();
        File.WriteAllText(repository.Broken, "");
        var outcome = repository.Run(repository.Script, repository.Place);
        outcome.Is(1);
        Assert.Equal("", outcome.Out);
        Assert.Contains("error CS1002", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("error: the build failed", outcome.Error, StringComparison.Ordinal);
        File.Delete(repository.Broken);
        repository.Run(repository.Script, repository.Place).Is(0);
    }

    [Fact]
    public void Without_the_SDK_it_says_what_is_needed()
    {
        using var repository = new FakeRepository { Without = ["dotnet"] };
        var outcome = repository.Run(repository.Script, repository.Place);
        outcome.Is(1);
        Assert.StartsWith("error: Backprop needs the .NET SDK 10.0", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("flock")]
    public void A_start_that_waits_for_the_build_of_another_says_so(params string[] without)
    {
        using var repository = new FakeRepository { Without = without };
        File.WriteAllText(repository.Hold, "");
        using var one = repository.Start(repository.Script, repository.Place);
        while (repository.Builds == 0 && !one.HasExited)
            Thread.Sleep(20);
        using var two = repository.Start(repository.Script, repository.Place);
        Assert.Equal("waiting for another process that is building Backprop …", two.StandardError.ReadLine());
        File.Delete(repository.Hold);
        Assert.Equal("", Workplace.Finish(two).Error);
        Workplace.Finish(one).Is(0);
    }

    [Fact]
    public void A_user_who_cannot_build_learns_what_to_do()
    {
        using var repository = new FakeRepository();
        string source = Path.GetDirectoryName(repository.Source)!;
        File.SetUnixFileMode(source, (UnixFileMode)0b101_101_101);
        // Root may write everywhere, but can run the script as a user who may not.
        repository.AsNobody = CanWrite(source);
        Assert.SkipWhen(repository.AsNobody && !File.Exists("/usr/bin/setpriv"), "Only root runs this test, and there is no setpriv to run the script as another user.");
        File.SetUnixFileMode(repository.Place, (UnixFileMode)0b111_111_111);
        try
        {
            var outcome = repository.Run(repository.Script, repository.Place);
            outcome.Is(1);
            Assert.StartsWith("error: Backprop is not built yet, or its sources have changed since, and this user cannot write to", outcome.Error, StringComparison.Ordinal);
            Assert.Equal(0, repository.Builds);
        }
        finally
        {
            File.SetUnixFileMode(source, (UnixFileMode)0b111_101_101);
        }
    }

    private static bool CanWrite(string folder)
    {
        try
        {
            File.WriteAllText(Path.Combine(folder, "probe"), "");
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
