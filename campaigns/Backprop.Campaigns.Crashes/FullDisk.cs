using System.Diagnostics;
using System.Globalization;
using Backprop.Training;

namespace Backprop.Campaigns.Crashes;

/// <summary>A small disk in memory, filled up but for some space, on which a model is replaced and a training writes checkpoints.</summary>
internal static class FullDisk
{
    public static int Run(string folder, int points)
    {
        string disk = Path.Combine(folder, "disk");
        Directory.CreateDirectory(disk);
        // On the disk of 1 MiB stand the old file, what fills it up, and the space that is left: from none to more than the new file needs.
        if (Shell("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk) != 0)
        {
            Console.WriteLine("disk: needs root, to mount a small disk");
            return 1;
        }
        try
        {
            byte[] old = Worker.NetworkBytes(1), content = Worker.NetworkBytes(2);
            string path = Path.Combine(disk, "file"), filler = Path.Combine(disk, "filler"), expected = Worker.Undisturbed(quick: true, 1);
            int refused = 0, replaced = 0, complete = 0;
            for (int point = 0; point < points; point++)
            {
                long space = content.Length * 5L / 4 * point / Math.Max(1, points - 1);
                File.Delete(path);
                File.Delete(filler);
                File.WriteAllBytes(path, old);
                Fill(filler, disk, space);
                var (status, _, error) = Child.Run(null, "save", path, "2");
                byte[] found = File.ReadAllBytes(path);
                bool fine = status == 0 ? found.AsSpan().SequenceEqual(content) : status == 1 && found.AsSpan().SequenceEqual(old) && error.Contains(path, StringComparison.Ordinal);
                if (!fine || Directory.GetFiles(disk).Length != 2)
                    return Failed($"with {space} bytes left: status {status}, {error}");
                refused += status;
                replaced += 1 - status;

                File.Delete(path);
                File.Delete(filler);
                Fill(filler, disk, space / 4);
                (status, string output, error) = Child.Run(null, "train", path, "1", "quick");
                bool ended = status == 0 && output.Trim().Split('\n')[^1] == expected;
                if (!ended && (status != 1 || File.Exists(path)))
                    return Failed($"training with {space / 4} bytes left: status {status}, {error}");
                if (File.Exists(path))
                    Checkpoint.Load(path);
                complete += ended ? 1 : 0;
            }
            Console.WriteLine($"disk: {points} amounts of space: the model was replaced {replaced} times and kept as it was {refused} times; {complete} trainings ended in the same bits, "
                + $"{points - complete} were refused at their first checkpoint; nothing was left behind");
            return 0;
        }
        finally
        {
            Shell("umount", disk);
        }
    }

    /// <summary>Fills a disk up but for some space, in whole pages.</summary>
    private static void Fill(string filler, string disk, long space)
    {
        long free = new DriveInfo(disk).AvailableFreeSpace;
        File.WriteAllBytes(filler, new byte[Math.Max(0, free - space)]);
    }

    private static int Failed(string message)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"disk: FAILED: {message}"));
        return 1;
    }

    private static int Shell(string program, params IEnumerable<string> args)
    {
        using var process = Process.Start(program, args);
        process.WaitForExit();
        return process.ExitCode;
    }
}
