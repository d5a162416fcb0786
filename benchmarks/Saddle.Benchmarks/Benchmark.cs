using System.CommandLine;

namespace Saddle.Benchmarks;

/// <summary>What <c>benchmarks/run NAME</c> runs: a sealed class in one file, found from the type itself.</summary>
internal abstract class Benchmark
{
    public static IReadOnlyList<Benchmark> All =>
    [
        .. typeof(Benchmark).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(Benchmark)) && !type.IsAbstract)
            .Select(type => (Benchmark)Activator.CreateInstance(type)!)
            .OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal),
    ];

    public abstract string Name { get; }

    public abstract string Summary { get; }

    public abstract Command ToCommand();
}
