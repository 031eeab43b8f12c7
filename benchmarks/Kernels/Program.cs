using System.Reflection;
using BenchmarkDotNet.Running;

// The engine's kernels alone, at every vector width where it matters. benchmarks/kernels starts it; --list flat shows what there is.
BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
