using System.CommandLine;
using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using Saddle.Scalars;

namespace Saddle.Benchmarks;

/// <summary>
/// Benchmarks of single operations with BenchmarkDotNet, in this process: what follows the name on the command line
/// goes to BenchmarkDotNet, for instance <c>--filter '*Exp*'</c>.
/// </summary>
internal abstract class MicroBenchmark : Benchmark
{
    /// <summary>The class with the benchmarks: generic in the kind of number.</summary>
    public abstract Type Benchmarks { get; }

    public sealed override Command ToCommand()
    {
        var command = new Command(Name, Summary) { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(parsed =>
        {
            var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
                .WithIterationTime(TimeInterval.FromMilliseconds(125)).WithWarmupCount(3).WithIterationCount(9);
            var config = DefaultConfig.Instance.AddJob(job)
                .AddColumn(StatisticColumn.Median, new RateColumn()).WithOptions(ConfigOptions.JoinSummary)
                .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(50))
                .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "saddle-benchmarks"));
            var rest = parsed.UnmatchedTokens;
            var summaries = BenchmarkSwitcher.FromTypes([Benchmarks])
                .Run(rest.Count == 0 ? ["--filter", "*"] : [.. rest], config);
            return summaries.All(s => !s.HasCriticalValidationErrors) ? 0 : 1;
        });
        return command;
    }

    /// <summary>Results a second, every lane of a number counted.</summary>
    private sealed class RateColumn : IColumn
    {
        public string Id => nameof(RateColumn);

        public string ColumnName => "Million/s";

        public bool AlwaysShow => true;

        public ColumnCategory Category => ColumnCategory.Statistics;

        public int PriorityInCategory => 0;

        public bool IsNumeric => true;

        public UnitType UnitType => UnitType.Dimensionless;

        public string Legend => "Results a second by the median, every lane of a number counted";

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
        {
            var width = benchmarkCase.Descriptor.Type.GetGenericArguments()[0] == typeof(Lanes)
                ? Lanes.Width
                : Real.Width;
            return summary[benchmarkCase]?.ResultStatistics is { } statistics
                ? (width * 1e3 / statistics.Median).ToString("F1", CultureInfo.InvariantCulture)
                : "";
        }

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) =>
            GetValue(summary, benchmarkCase);

        public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

        public bool IsAvailable(Summary summary) => true;
    }
}
