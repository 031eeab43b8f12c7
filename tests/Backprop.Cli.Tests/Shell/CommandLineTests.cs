namespace Backprop.Cli.Tests.Shell;

public sealed class CommandLineTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void A_bare_call_shows_the_verbs()
    {
        var outcome = place.Run();
        outcome.Is(0);
        foreach (var verb in App.Verbs)
            Assert.Contains($"\n  {verb.Name} ", outcome.Out, StringComparison.Ordinal);
        Assert.Equal("", outcome.Error);
    }

    [Fact]
    public void The_version_says_commit_and_vector_width() =>
        Assert.Matches(@"^backprop \d+\.\d+\.\d+.*( \(commit [0-9a-f]{7,}\))?, (\d+-bit vectors|no vectors), \.NET 10", place.Run("--version").Out);

    [Fact]
    public void Every_verb_has_help_with_an_example()
    {
        foreach (var verb in App.Verbs)
        {
            foreach (string flag in new[] { "--help", "-h" })
            {
                var outcome = place.Run(verb.Name, flag);
                outcome.Is(0);
                Assert.Contains($"Example", outcome.Out, StringComparison.Ordinal);
                Assert.Contains($"\n  ./backprop {verb.Name}", outcome.Out, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Help_is_a_verb_too()
    {
        Assert.Equal(place.Run("--help").Out, place.Run("help").Out);
        Assert.Equal(place.Run("lecture", "--help").Out, place.Run("help", "lecture").Out);
        Assert.Equal(place.Run("--version").Out, place.Run("--version", "lecture").Out);
        place.Run("help", "lectur").Is(2);
        Assert.StartsWith("error: unknown verb 'lectur'. Did you mean 'lecture'?", place.Run("help", "lectur").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_fits_a_narrow_terminal()
    {
        var outcome = place.Run(new RunSettings { Width = 60 }, "new", "--help");
        var tooLong = outcome.Lines.Where(line => line.Length > 60 && !line.Contains("./backprop", StringComparison.Ordinal) && line.StartsWith("   ", StringComparison.Ordinal));
        Assert.Empty(tooLong);
    }

    [Theory]
    [InlineData("bnch", "unknown verb 'bnch'. Did you mean 'bench'?")]
    [InlineData("fly", "unknown verb 'fly'.")]
    [InlineData("--versoin", "unknown option '--versoin'. Did you mean '--version'?")]
    [InlineData("new 2-3-1 --activaton relu", "unknown option '--activaton'. Did you mean '--activation'?")]
    [InlineData("new --activaton=relu", "unknown option '--activaton'. Did you mean '--activation'?")]
    [InlineData("new", "new needs SIZES.")]
    [InlineData("new 2-3-1 more", "'more' is one argument too many: new takes SIZES.")]
    [InlineData("new 2-3-1 --seed", "option --seed needs a value: --seed N")]
    [InlineData("new 2-3-1 --seed 1 --seed 2", "option --seed is given 2 times")]
    [InlineData("new 2-3-1 --seed --json", "option --seed needs a value")]
    [InlineData("new 2-3-1 -o --jsn", "option --output needs a value, but '--jsn' follows it")]
    [InlineData("new 2-3-1 --seed 1.5", "--seed: '1.5' is not a whole number from 0.")]
    [InlineData("new 2-3-1 --dropout 0,5", "--dropout: '0,5' is not a number: the decimal mark is a point, as in 0.5.")]
    [InlineData("new 2-3-1 --dropout 1", "Dropout must be from 0 to below 1, but is 1.")]
    [InlineData("new 2-3-1 --activation rulu", "--activation: Unknown activation function 'rulu'. Known: identity")]
    [InlineData("new 2-3-1 --error cross-entropy --output-activation identity", "It matches sigmoid.")]
    [InlineData("new 2", "'2' is not a network")]
    [InlineData("new 2-1000000000-1000000000", "the maximum is 1,073,741,824")]
    [InlineData("new @file", "'@file' is not a network")]
    [InlineData("bench 2-3-1 --momentum 0.5 --optimizer adam", "momentum is a parameter of the optimizer momentum or nesterov, but adam is chosen.")]
    [InlineData("bench 2-3-1 --learning-rate 0", "The learning rate must be a finite number above 0, but is 0.")]
    public void A_wrong_command_line_ends_with_2_and_one_message(string line, string message)
    {
        var outcome = place.Run(line.Split(' '));
        outcome.Is(2);
        Assert.Equal("", outcome.Out);
        Assert.StartsWith("error: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(place.Models);
    }

    [Fact]
    public void Colour_marks_errors_only_where_it_is_wanted()
    {
        Assert.StartsWith("\e[31merror: \e[0m", place.Run(new RunSettings { Color = true }, "fly").Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\e", place.Run("fly").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_guessed_from_a_single_letter() =>
        Assert.Equal("error: unknown option '-t'.\n", place.Run("new", "2-3-1", "-t").Error.Split("'./")[0]);
}
