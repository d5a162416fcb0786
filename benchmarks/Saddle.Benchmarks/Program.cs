using System.CommandLine;
using Saddle.Benchmarks;

var root = new RootCommand("Benchmarks of Saddle.") { HelpName = "benchmarks/run" };
foreach (var benchmark in Benchmark.All)
{
    root.Add(benchmark.ToCommand());
}

return root.Parse(args.Length == 0 ? ["--help"] : args).Invoke();
