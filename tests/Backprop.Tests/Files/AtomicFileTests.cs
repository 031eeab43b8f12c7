using System.Diagnostics.CodeAnalysis;
using Backprop.Files;

namespace Backprop.Tests.Files;

[SuppressMessage("Interoperability", "CA1416", Justification = "permissions are tested where the system has them")]
public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Target => folder.File("net.bin");

    [Fact]
    public void A_new_file_has_its_content_and_stands_alone()
    {
        AtomicFile.Write(Target, Content("new"));
        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal(["net.bin"], folder.Names());
    }

    [Fact]
    public void An_old_file_is_replaced_also_by_a_shorter_one()
    {
        File.WriteAllText(Target, "a long old content");
        AtomicFile.Write(Target, Content("new"));
        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal(["net.bin"], folder.Names());
    }

    [Fact]
    public void The_old_content_is_there_until_the_new_is_whole()
    {
        File.WriteAllText(Target, "old");
        AtomicFile.Write(Target, stream =>
        {
            stream.Write(new byte[1 << 20]);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(Target));
        });
        Assert.Equal(1 << 20, new FileInfo(Target).Length);
    }

    [Fact]
    public void The_writer_may_close_the_stream()
    {
        AtomicFile.Write(Target, stream =>
        {
            using var text = new StreamWriter(stream);
            text.Write("closed");
        });
        Assert.Equal("closed", File.ReadAllText(Target));
    }

    [Fact]
    public void What_the_writer_throws_is_passed_on_and_the_old_file_stays()
    {
        File.WriteAllText(Target, "old");
        Assert.Throws<OperationCanceledException>(() => AtomicFile.Write(Target, stream =>
        {
            stream.WriteByte(1);
            throw new OperationCanceledException();
        }));
        AssertOldOnly();
    }

    public static TheoryData<string> Steps => ["create", "open", "write", "flush", "rename"];

    [Theory]
    [MemberData(nameof(Steps))]
    public void Whatever_step_fails_the_old_file_stays_and_nothing_is_left(string step)
    {
        File.WriteAllText(Target, "old");
        foreach (Exception cause in new Exception[] { new IOException("disk full"), new UnauthorizedAccessException("denied") })
        {
            var error = Assert.Throws<IOException>(() => AtomicFile.Write(Target, Content("new"), Failing(step, cause)));
            Assert.Contains("net.bin' ", error.Message, StringComparison.Ordinal);
            Assert.Contains(cause.Message, error.Message, StringComparison.Ordinal);
            Assert.Same(cause, error.InnerException);
            AssertOldOnly();
        }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void Whatever_step_fails_no_new_file_appears(string step)
    {
        Assert.Throws<IOException>(() => AtomicFile.Write(Target, Content("new"), Failing(step, new IOException("disk full"))));
        Assert.Empty(folder.Names());
    }

    [Fact]
    public void Each_single_write_may_fail()
    {
        File.WriteAllText(Target, "old");
        for (int failing = 0; failing < 5; failing++)
        {
            int left = failing;
            var steps = FileSteps.Real with { Open = path => new FailingStream(path, () => left-- == 0) };
            Assert.Throws<IOException>(() => AtomicFile.Write(Target, WriteFiveTimes, steps));
            AssertOldOnly();
        }
        AtomicFile.Write(Target, WriteFiveTimes, FileSteps.Real with { Open = path => new FailingStream(path, () => false) });
        Assert.Equal(new byte[5], File.ReadAllBytes(Target));

        static void WriteFiveTimes(Stream stream)
        {
            for (int i = 0; i < 5; i++)
                stream.Write([0]);
        }
    }

    [Fact]
    public void Steps_come_in_the_order_that_makes_them_safe()
    {
        var order = new List<string>();
        var real = FileSteps.Real;
        AtomicFile.Write(Target, Content("new"), new FileSteps
        {
            Create = path => Then("create", real.Create(path)),
            Open = path => Then("open", real.Open(path)),
            Flush = handle => { Assert.Equal(3, RandomAccess.GetLength(handle)); order.Add("flush"); real.Flush(handle); },
            Rename = (from, to) => { order.Add("rename"); real.Rename(from, to); },
            FlushFolder = path => { Assert.Equal(folder.Path, path); order.Add("flush folder"); real.FlushFolder(path); },
        });
        Assert.Equal(["create", "open", "flush", "rename", "flush folder"], order);

        T Then<T>(string step, T result)
        {
            order.Add(step);
            return result;
        }
    }

    [Fact]
    public void A_folder_that_cannot_be_flushed_is_reported_and_the_new_file_is_there()
    {
        foreach (Exception cause in new Exception[] { new IOException("disk failed"), new UnauthorizedAccessException("denied") })
        {
            var steps = FileSteps.Real with { FlushFolder = _ => throw cause };
            var error = Assert.Throws<IOException>(() => AtomicFile.Write(Target, Content("new"), steps));
            Assert.Contains("was replaced, but the disk did not confirm it", error.Message, StringComparison.Ordinal);
            Assert.Equal("new", File.ReadAllText(Target));
        }
    }

    [Fact]
    public void A_folder_is_flushed_and_one_that_is_not_there_passes()
    {
        Assert.Equal(!OperatingSystem.IsWindows(), Folder.Flush(folder.Path));
        Assert.False(Folder.Flush(folder.File("missing")));
    }

    [Fact]
    public void A_symbolic_link_stays_and_the_file_behind_it_is_replaced()
    {
        string real = Directory.CreateDirectory(folder.File("models")).FullName;
        File.WriteAllText(System.IO.Path.Combine(real, "net-1.bin"), "old");
        File.CreateSymbolicLink(folder.File("link-2"), System.IO.Path.Combine("models", "net-1.bin"));
        File.CreateSymbolicLink(Target, "link-2");
        AtomicFile.Write(Target, Content("new"));
        Assert.Equal("link-2", new FileInfo(Target).LinkTarget);
        Assert.Equal("new", File.ReadAllText(System.IO.Path.Combine(real, "net-1.bin")));
        Assert.Single(Directory.GetFiles(real));
    }

    [Fact]
    public void A_symbolic_link_to_nothing_gets_its_file()
    {
        File.CreateSymbolicLink(Target, "net-1.bin");
        AtomicFile.Write(Target, Content("new"));
        Assert.Equal("new", File.ReadAllText(folder.File("net-1.bin")));
        Assert.NotNull(new FileInfo(Target).LinkTarget);
    }

    [Fact]
    public void Symbolic_links_in_a_circle_are_reported()
    {
        File.CreateSymbolicLink(Target, "net.bin");
        AssertRefused<IOException>(Target, "symbolic link that cannot be followed");
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead)]
    public void Permissions_of_the_old_file_are_kept(UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other permissions and devices.");
            return;
        }
        File.WriteAllText(Target, "old");
        File.SetUnixFileMode(Target, mode);
        AtomicFile.Write(Target, Content("new"));
        Assert.Equal(mode, File.GetUnixFileMode(Target));
    }

    [Fact]
    public void A_read_only_file_is_refused()
    {
        File.WriteAllText(Target, "old");
        File.SetAttributes(Target, FileAttributes.ReadOnly);
        AssertRefused<IOException>(Target, "read-only");
        AssertOldOnly();
        File.SetAttributes(Target, FileAttributes.Normal);
    }

    [Fact]
    public void A_folder_in_the_place_of_the_file_is_refused()
    {
        Directory.CreateDirectory(Target);
        AssertRefused<IOException>(Target, "it is a folder");
        AssertRefused<IOException>(folder.File("other") + System.IO.Path.DirectorySeparatorChar, "it is a folder");
        Assert.Equal(["net.bin"], folder.Names());
    }

    [Fact]
    public void A_missing_folder_is_reported() =>
        AssertRefused<DirectoryNotFoundException>(System.IO.Path.Combine(folder.Path, "missing", "net.bin"), "does not exist");

    [Fact]
    public void A_folder_that_takes_no_new_file_is_reported()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other permissions and devices.");
            return;
        }
        // the administrator may write everywhere but in such folders of the system
        string closed = Environment.IsPrivilegedProcess && Directory.Exists("/proc/self") ? "/proc/self" : folder.Path;
        if (closed == folder.Path)
            File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        AssertRefused<IOException>(System.IO.Path.Combine(closed, "net.bin"), "no file can be created in the folder");
        if (closed == folder.Path)
            File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Pipes_sockets_and_devices_are_distinguished_from_files_wherever_they_are()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("The pipe and the socket are made as on Linux.");
        string folder = Directory.CreateTempSubdirectory("backprop-kinds-").FullName;
        try
        {
            string pipe = Path.Combine(folder, "pipe"), socket = Path.Combine(folder, "socket"), file = Path.Combine(folder, "file"), link = Path.Combine(folder, "link");
            using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
                made.WaitForExit();
            using var listening = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
            listening.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(socket));
            File.WriteAllText(file, "x");
            Directory.CreateSymbolicLink(link, "/dev");
            string pipeLink = Path.Combine(folder, "pipe-link");
            File.CreateSymbolicLink(pipeLink, pipe);
            Assert.True(OrdinaryFile.Is(file));
            Assert.False(OrdinaryFile.Is(Path.Combine(folder, "nothing")));
            string[] others = [pipe, pipeLink, socket, Path.Combine(link, "null"), "/dev/stdout", "/proc/self/fd/1"];
            foreach (string other in others)
            {
                Assert.Contains("it is a device, a pipe or a socket", Assert.Throws<IOException>(() => AtomicFile.Write(other, Content("x"), FileSteps.Real)).Message, StringComparison.Ordinal);
                Assert.Contains("it is a device, a pipe or a socket", Assert.Throws<IOException>(() => AtomicFile.RequireWritable(other)).Message, StringComparison.Ordinal);
            }
            Assert.All([pipe, pipeLink, socket], other => Assert.False(OrdinaryFile.Is(other)));
            Assert.True(Path.Exists(pipe) && Path.Exists(socket));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_device_is_never_renamed_over()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other permissions and devices.");
            return;
        }
        var harmless = FileSteps.Real with { Create = _ => throw new InvalidOperationException("went too far") };
        Assert.Contains("it is a device", Assert.Throws<IOException>(() => AtomicFile.Write("/dev/null", Content("x"), harmless)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_writers_at_once_each_leaves_a_whole_file()
    {
        Parallel.For(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            var content = new byte[10_000];
            Array.Fill(content, (byte)i);
            AtomicFile.Write(Target, stream =>
            {
                stream.Write(content.AsSpan(0, 5_000));
                stream.Flush();
                stream.Write(content.AsSpan(5_000));
            }, FileSteps.Real with { Flush = _ => { } });
            byte[] found = File.ReadAllBytes(Target);
            Assert.Equal(content.Length, found.Length);
            Assert.All(found, b => Assert.Equal(found[0], b));
        });
        Assert.Equal(["net.bin"], folder.Names());
    }

    [Fact]
    public void A_bare_name_stands_for_the_current_folder()
    {
        string name = $"backprop-test-{Guid.NewGuid():N}.bin";
        AtomicFile.Write(name, Content("here"));
        string path = System.IO.Path.Combine(Environment.CurrentDirectory, name);
        Assert.Equal("here", File.ReadAllText(path));
        File.Delete(path);
    }

    [Fact]
    public void A_name_as_long_as_the_system_allows_can_be_written()
    {
        string path = folder.File(new string('n', 255));
        AtomicFile.Write(path, Content("long"));
        Assert.Equal("long", File.ReadAllText(path));
    }

    public void Dispose() => folder.Dispose();

    private static Action<Stream> Content(string text) => stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text));

    private static FileSteps Failing(string step, Exception cause) => step switch
    {
        "create" => FileSteps.Real with { Create = _ => throw cause },
        "open" => FileSteps.Real with { Open = _ => throw cause },
        "write" => FileSteps.Real with { Open = path => new FailingStream(path, () => throw cause) },
        "flush" => FileSteps.Real with { Flush = _ => throw cause },
        _ => FileSteps.Real with { Rename = (_, _) => throw cause },
    };

    private void AssertOldOnly()
    {
        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Equal(["net.bin"], folder.Names());
    }

    private static void AssertRefused<T>(string path, string reason)
        where T : IOException
    {
        var error = Assert.Throws<T>(() => AtomicFile.Write(path, Content("new")));
        Assert.StartsWith($"'{path}' cannot be written: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private sealed class FailingStream(string path, Func<bool> fails) : FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0)
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (fails())
                throw new IOException("disk full");
            base.Write(buffer);
        }
    }
}
