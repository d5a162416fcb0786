using Saddle.Papers.Li2018;

namespace Saddle.Papers.Tests.Li2018;

/// <summary>Whether a run that leaves the diagonal contradicts, under whichever rule.</summary>
public sealed class DiagonalInvariantTests
{
    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    [Fact]
    public void None_that_comes_apart_holds()
    {
        var finding = Report(0, 0, 0, 0, 0, 0);
        Assert.Equal(Outcome.Holds, finding.Outcome);
        Assert.Equal(0, finding.Measured);
        Assert.StartsWith("Of 384 runs under 6 rules 0 came apart.", finding.Reason, StringComparison.Ordinal);
        Assert.StartsWith("rule optimal-discriminator", finding.Table!.Rows[5][0], StringComparison.Ordinal);
        Assert.Equal("0.750", finding.Table!.Rows[5][^1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void One_that_comes_apart_contradicts(int rule)
    {
        var finding = Report([.. Enumerable.Range(0, 6).Select(i => i == rule ? 1 : 0)]);
        Assert.Equal(Outcome.Contradicted, finding.Outcome);
        Assert.Equal(1, finding.Measured);
        Assert.Equal("1", finding.Table!.Rows[rule][2]);
    }

    private static Finding Report(params int[] separated) => new DiagonalInvariant().Report(
        new(
            [.. separated.Select(count => new DiagonalInvariant.RunsOfRule(count, 0.75))],
            Runs.From(_ => [0.3, 0.3, -2, -1, 1, 2])),
        Quick);
}
