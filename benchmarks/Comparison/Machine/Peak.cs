using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Backprop.Benchmarks.Machine;

/// <summary>What the machine can do: fused multiply-adds a second on registers alone, and bytes a second from memory.</summary>
internal static unsafe class Peak
{
    private const int Turns = 400_000, Tries = 5;

    /// <summary>The most floating-point operations a second of one thread, in 32-bit fused multiply-adds at the widest vectors.</summary>
    public static double Operations()
    {
        int lanes = Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : 4;
        double best = 0;
        for (int i = 0; i < Tries; i++)
        {
            long start = Stopwatch.GetTimestamp();
            float result = lanes == 16 ? Chains512(Turns) : lanes == 8 ? Chains256(Turns) : Chains128(Turns);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            GC.KeepAlive(result);
            best = Math.Max(best, 2.0 * lanes * 12 * Turns / seconds);
        }
        return best;
    }

    /// <summary>Bytes a second of one thread or several: reading 256 MB, and w ← w − c·g over as many, read and written bytes counted.</summary>
    public static (double Read, double Update) Bandwidth(int threads)
    {
        const int Floats = 32 << 20;
        float[][] weights = [.. Enumerable.Range(0, threads).Select(_ => new float[Floats / threads])];
        float[][] gradients = [.. Enumerable.Range(0, threads).Select(_ => new float[Floats / threads])];
        foreach (float[] array in weights.Concat(gradients))
            array.AsSpan().Fill(1);
        double read = 0, update = 0;
        for (int i = 0; i < Tries; i++)
        {
            read = Math.Max(read, 4.0 * Floats / Together(threads, t => GC.KeepAlive(Sum(weights[t]))));
            update = Math.Max(update, 12.0 * Floats / Together(threads, t => Step(weights[t], gradients[t])));
        }
        return (read, update);
    }

    private static double Together(int threads, Action<int> work)
    {
        using var gate = new ManualResetEventSlim();
        List<Thread> others = [.. Enumerable.Range(1, threads - 1).Select(t => new Thread(() =>
        {
            gate.Wait();
            work(t);
        }))];
        others.ForEach(thread => thread.Start());
        Thread.Sleep(5);
        long start = Stopwatch.GetTimestamp();
        gate.Set();
        work(0);
        others.ForEach(thread => thread.Join());
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Sum(float[] values)
    {
        Vector512<float> a = default, b = default, c = default, d = default;
        fixed (float* p = values)
        {
            for (int i = 0; i <= values.Length - 64; i += 64)
            {
                a += Vector512.Load(p + i);
                b += Vector512.Load(p + i + 16);
                c += Vector512.Load(p + i + 32);
                d += Vector512.Load(p + i + 48);
            }
        }
        return Vector512.Sum(a + b + (c + d));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Step(float[] weights, float[] gradients)
    {
        var rate = Vector512.Create(1e-9f);
        fixed (float* w = weights, g = gradients)
        {
            for (int i = 0; i <= weights.Length - 16; i += 16)
                (Vector512.Load(w + i) - rate * Vector512.Load(g + i)).Store(w + i);
        }
    }

    // Twelve chains: more than the latency of a multiply-add times the number of units that do it, on every machine of today.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Chains512(int turns)
    {
        Vector512<float> x = Vector512.Create(0.999f), y = Vector512.Create(0.001f);
        Vector512<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (; turns > 0; turns--)
        {
            a = Vector512.FusedMultiplyAdd(a, x, y);
            b = Vector512.FusedMultiplyAdd(b, x, y);
            c = Vector512.FusedMultiplyAdd(c, x, y);
            d = Vector512.FusedMultiplyAdd(d, x, y);
            e = Vector512.FusedMultiplyAdd(e, x, y);
            f = Vector512.FusedMultiplyAdd(f, x, y);
            g = Vector512.FusedMultiplyAdd(g, x, y);
            h = Vector512.FusedMultiplyAdd(h, x, y);
            i = Vector512.FusedMultiplyAdd(i, x, y);
            j = Vector512.FusedMultiplyAdd(j, x, y);
            k = Vector512.FusedMultiplyAdd(k, x, y);
            l = Vector512.FusedMultiplyAdd(l, x, y);
        }
        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Chains256(int turns)
    {
        Vector256<float> x = Vector256.Create(0.999f), y = Vector256.Create(0.001f);
        Vector256<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (; turns > 0; turns--)
        {
            a = Vector256.FusedMultiplyAdd(a, x, y);
            b = Vector256.FusedMultiplyAdd(b, x, y);
            c = Vector256.FusedMultiplyAdd(c, x, y);
            d = Vector256.FusedMultiplyAdd(d, x, y);
            e = Vector256.FusedMultiplyAdd(e, x, y);
            f = Vector256.FusedMultiplyAdd(f, x, y);
            g = Vector256.FusedMultiplyAdd(g, x, y);
            h = Vector256.FusedMultiplyAdd(h, x, y);
            i = Vector256.FusedMultiplyAdd(i, x, y);
            j = Vector256.FusedMultiplyAdd(j, x, y);
            k = Vector256.FusedMultiplyAdd(k, x, y);
            l = Vector256.FusedMultiplyAdd(l, x, y);
        }
        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Chains128(int turns)
    {
        Vector128<float> x = Vector128.Create(0.999f), y = Vector128.Create(0.001f);
        Vector128<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (; turns > 0; turns--)
        {
            a = Vector128.FusedMultiplyAdd(a, x, y);
            b = Vector128.FusedMultiplyAdd(b, x, y);
            c = Vector128.FusedMultiplyAdd(c, x, y);
            d = Vector128.FusedMultiplyAdd(d, x, y);
            e = Vector128.FusedMultiplyAdd(e, x, y);
            f = Vector128.FusedMultiplyAdd(f, x, y);
            g = Vector128.FusedMultiplyAdd(g, x, y);
            h = Vector128.FusedMultiplyAdd(h, x, y);
            i = Vector128.FusedMultiplyAdd(i, x, y);
            j = Vector128.FusedMultiplyAdd(j, x, y);
            k = Vector128.FusedMultiplyAdd(k, x, y);
            l = Vector128.FusedMultiplyAdd(l, x, y);
        }
        return Vector128.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
