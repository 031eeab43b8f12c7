using System.Buffers.Binary;
using System.IO.Pipes;
using Backprop.Networks;
using Backprop.Tabular.Following;
using Backprop.Tabular.Models;
using Backprop.Training;

namespace Backprop.Tabular.Tests.Following;

/// <summary>Both sides of the protocol, joined by pipes, and each against one that does not keep to it.</summary>
public sealed class FollowingTests : IDisposable
{
    private static readonly RunDescription Description = new("rows.csv", "kind", "2-3-1", 13, 100, "adamw", 16, null);

    private readonly AnonymousPipeServerStream down = new(PipeDirection.Out), up = new(PipeDirection.Out);
    private readonly AnonymousPipeClientStream downEnd, upEnd;
    private readonly CancellationTokenSource finished = new(), stopped = new(), ended = new();
    private int pauses;

    public FollowingTests()
    {
        downEnd = new(PipeDirection.In, down.ClientSafePipeHandle);
        upEnd = new(PipeDirection.In, up.ClientSafePipeHandle);
    }

    public void Dispose()
    {
        // The ends that threads may be waiting for come first.
        foreach (IDisposable part in (IDisposable[])[up, downEnd, down, upEnd, finished, stopped, ended])
            part.Dispose();
    }

    private FollowedTraining Training(RunSample? sample = null) => new(down, upEnd, Description, sample, finished.Cancel, stopped.Cancel, () => pauses++, ended.Token);

    private RunFollower Follower() => new(downEnd, up);

    [Fact]
    public void All_that_is_reported_arrives()
    {
        using var training = Training();
        var follower = Follower();
        Assert.Equal(Description, follower.Read());
        var network = new Network([2, 3, 1]);
        EpochResult[] history = [new(1, 0.5, 0.25, 0.01), new(2, 1.0 / 3, null, 0.01)];
        training.Report(At(history, network) with { TrainingError = double.NaN });
        var moment = Assert.IsType<RunMoment>(follower.Read());
        Assert.Equal(history, moment.NewEpochs);
        Assert.Null(moment.TrainingError);
        Assert.Equal((3, 10, 77L, 0.01), (moment.Epoch, moment.Epochs, moment.Step, moment.LearningRate));

        follower.WantNetwork();
        while (true)
        {
            training.Report(At(history, network));
            var message = follower.Read();
            if (message is RunNetwork told)
            {
                Assert.Equal(network.WeightsSha256(), told.Network!.WeightsSha256());
                break;
            }
            // Epochs are told once.
            Assert.Empty(Assert.IsType<RunMoment>(message).NewEpochs);
        }
        follower.TellAddress("http://localhost/");
        var end = new RunEnd(RunOutcome.Done, "m.safetensors", "Ω");
        training.End(end);
        RunMessage? last;
        while ((last = follower.Read()) is RunMoment)
        {
        }
        Assert.Equal(end, last);
        Assert.True(SpinWait.SpinUntil(() => training.Address == "http://localhost/", TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public void Of_several_networks_one_under_way_arrives_with_all_epochs_of_the_first()
    {
        using var training = Training();
        var follower = Follower();
        follower.Read();
        var plan = TrainingPlan.Prepare(Models.TabularRecipeTests.Data(), new ModelOptions
        {
            Recipe = "plain", Targets = ["kind"], Exclude = ["y"], Members = 3, Hidden = [8], Epochs = 40, Patience = 40, Threads = 1,
        });
        using var run = plan.Begin();
        run.Train(training);
        training.End(new RunEnd(RunOutcome.Done, null, ""));
        var moments = new List<RunMoment>();
        while (follower.Read() is RunMoment moment)
            moments.Add(moment);
        Assert.Equal(run.Runs[0].History, moments.SelectMany(moment => moment.NewEpochs));
        Assert.All(moments, moment => Assert.Equal(3, moment.Members));
        Assert.Equal((1, true), (moments[^1].Part, moments[^1].CanFinish));
    }

    [Fact]
    public void A_long_history_comes_in_pieces_and_whole()
    {
        using var training = Training();
        var follower = Follower();
        var history = Enumerable.Range(1, 10_000).Select(n => new EpochResult(n, 1.0 / n, 2.0 / n, 0.001)).ToArray();
        follower.Read();
        training.Report(At(history, null));
        var told = new List<EpochResult>();
        while (told.Count < history.Length)
            told.AddRange(Assert.IsType<RunMoment>(follower.Read()).NewEpochs);
        Assert.Equal(history, told);
    }

    [Theory]
    [InlineData("resume")]
    [InlineData("finish")]
    [InlineData("stop")]
    [InlineData("vanish")]
    [InlineData("nonsense")]
    [InlineData("end")]
    public async Task A_pause_ends(string how)
    {
        using var training = Training();
        var follower = Follower();
        follower.Pause();
        var reporting = Task.Run(() =>
        {
            while (!ended.IsCancellationRequested && !finished.IsCancellationRequested && !stopped.IsCancellationRequested && !training.IsGone && how != "resumed")
            {
                training.Report(At([], null));
                training.WaitWhilePaused(At([], null));
            }
        }, TestContext.Current.CancellationToken);
        RunMessage? message;
        while ((message = follower.Read()) is not RunMoment { IsPaused: true })
            Assert.NotNull(message);
        switch (how)
        {
            case "resume":
                follower.Resume();
                while (follower.Read() is RunMoment { IsPaused: true })
                {
                }
                await ended.CancelAsync();
                break;
            case "finish":
                follower.Finish();
                break;
            case "stop":
                follower.Stop();
                break;
            case "vanish":
                up.Dispose();
                break;
            case "nonsense":
                up.Write("GET / HTTP/1.1\r\n\r\n"u8);
                break;
            default:
                await ended.CancelAsync();
                break;
        }
        await reporting.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        // Whoever looks at the terminal is told, too.
        Assert.Equal(1, pauses);
        Assert.Equal(how == "finish", finished.IsCancellationRequested);
        Assert.Equal(how == "stop", stopped.IsCancellationRequested);
        Assert.Equal(how is "vanish" or "nonsense", training.IsGone);
    }

    [Fact]
    public void A_follower_that_does_not_read_holds_nothing_up()
    {
        using var training = Training();
        var network = new Network([300, 300]);
        new RunFollower(downEnd, up).WantNetwork();
        var history = Enumerable.Range(1, 20_000).Select(n => new EpochResult(n, 1.0 / n, 2.0 / n, 0.001)).ToArray();
        for (int n = 0; n < 1000; n++)
            training.Report(At(history, network));
        training.End(new RunEnd(RunOutcome.Done, null, ""));
    }

    [Theory]
    [InlineData(FrameKindName.Moment, (1 << 20) + 1)]
    [InlineData(FrameKindName.Network, (256 << 20) + 1)]
    [InlineData(FrameKindName.Sample, (32 << 20) + 1)]
    [InlineData(FrameKindName.Moment, -1)]
    [InlineData(FrameKindName.Unknown, 0)]
    [InlineData(FrameKindName.Pause, 3)]
    public void A_follower_refuses_frames_out_of_bounds(FrameKindName kind, int length)
    {
        byte[] head = new byte[5 + Math.Clamp(length, 0, 16)];
        BinaryPrimitives.WriteInt32LittleEndian(head, length);
        head[4] = (byte)kind;
        down.Write(head);
        Assert.Throws<InvalidDataException>(() => Follower().Read());
    }

    [Theory]
    [InlineData("D", "{\"protocol\":2}")]
    [InlineData("D", "{\"Protocol\":3}")]
    [InlineData("D", "{\"Protocol\":5}")]
    [InlineData("D", "{\"Protocol\":6,\"Run\":null}")]
    [InlineData("D", "{}")]
    [InlineData("D", "[]")]
    [InlineData("M", "not json")]
    [InlineData("T", "no safetensors")]
    [InlineData("M", "{\"epoch\":\"one\"}")]
    [InlineData("M", "{\"Epoch\":1,\"Epoch\":2}")]
    [InlineData("E", "{\"Outcome\":\"Great\",\"Model\":null,\"Message\":\"\"}")]
    [InlineData("E", "{\"Outcome\":9,\"Model\":null,\"Message\":\"\"}")]
    [InlineData("E", "{\"Outcome\":0,\"Model\":null,\"Message\":null}")]
    [InlineData("E", "{\"Outcome\":0,\"Model\":null,\"Message\":\"\",\"More\":1}")]
    public void A_follower_refuses_what_it_does_not_understand(string kind, string json)
    {
        Frames.Write(down, (FrameKind)kind[0], System.Text.Encoding.UTF8.GetBytes(json));
        Assert.Throws<InvalidDataException>(() => Follower().Read());
    }

    [Fact]
    public void A_network_that_cannot_be_read_is_excluded_and_a_frame_cut_short_is_the_end()
    {
        Frames.Write(down, FrameKind.Network, [1, 2, 3]);
        down.Write([9, 0, 0, 0, (byte)'M', 1]);
        down.Dispose();
        var follower = Follower();
        Assert.Null(Assert.IsType<RunNetwork>(follower.Read()).Network);
        Assert.Null(follower.Read());
    }

    /// <summary>Public names of the kinds for the rows of a theory.</summary>
    public enum FrameKindName : byte
    {
        Unknown = (byte)'?',
        Moment = (byte)'M',
        Network = (byte)'N',
        Sample = (byte)'T',
        Pause = (byte)'P',
    }

    private static TrainingProgress At(IReadOnlyList<EpochResult> history, Network? network) => new()
    {
        Epoch = 3, Epochs = 10, Step = 77, EpochPart = 0.5, TrainingError = 0.1, ValidationError = null, BestEpoch = 2, RowsPerSecond = 1000,
        Elapsed = TimeSpan.FromSeconds(1), Remaining = TimeSpan.MaxValue, LearningRate = 0.01, History = history, Network = network,
    };
}
