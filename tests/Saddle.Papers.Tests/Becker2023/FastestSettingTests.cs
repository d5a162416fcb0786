using Saddle.Figures;
using Saddle.Papers.Becker2023;

namespace Saddle.Papers.Tests.Becker2023;

/// <summary>Whether the fastest approach is held against the formulas, on hand-made moduli over b.</summary>
public sealed class FastestSettingTests
{
    private const double A = 0.2;
    private const int Count = 121;

    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    // Ten before a^2/4 begins the grid, and 5 ends it: one step is the 120th root of 5000.
    private static readonly double Step = Math.Pow(5000, 1 / 120.0);
    private static readonly int Best = (int)(Math.Log(10) / Math.Log(Step));

    [Theory]
    [InlineData(0.9e-3, 0, Outcome.Holds)]
    [InlineData(1.1e-3, 0, Outcome.Contradicted)]
    [InlineData(-1.1e-3, 0, Outcome.Contradicted)]
    [InlineData(0, 1, Outcome.Holds)]
    [InlineData(0, -1, Outcome.Holds)]
    [InlineData(0, 2, Outcome.Contradicted)]
    [InlineData(0, -2, Outcome.Contradicted)]
    public void Simultaneous_updates_are_fastest_at_one_b(double off, int away, Outcome expected)
    {
        var moduli = Flat(1.2);
        moduli[Best + away] = 0.9 + off;
        var finding = Report(Band(0, 1), new(A, Alternating: false, moduli));
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(Math.Abs(off), finding.Measured, 1e-12);
        Assert.Equal("0.01", finding.Table!.Rows[1][5]);
        if (away == 0)
        {
            Assert.Equal("0.01", finding.Table!.Rows[1][4]);
        }
    }

    [Theory]
    [InlineData(0, 0.85, Outcome.Holds)]
    [InlineData(0, 0.75, Outcome.Contradicted)]
    [InlineData(1.1e-3, 1, Outcome.Contradicted)]
    public void Alternating_updates_are_fastest_on_most_of_the_band(double off, double share, Outcome expected)
    {
        var moduli = Flat(1.2);
        moduli[Best] = 0.9;
        var finding = Report(Band(off, share), new(A, Alternating: false, moduli));
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal("0.01115 to 3.589", finding.Table!.Rows[0][5]);
        var line = (Line)finding.Figure.Panels[0].Traces[1];
        Assert.Equal("simultaneous", line.Name);
        Assert.Equal(0.01, line.X[Best]!.Value, 12);
    }

    private static double[] Flat(double value) => [.. Enumerable.Repeat(value, Count)];

    /// <summary>
    /// Moduli that are the least, sqrt(1-a) but for what they are off by, on a share of the band from its low end.
    /// </summary>
    private static FastestSetting.Scan Band(double off, double share)
    {
        var (low, high) = (Math.Pow(1 - Math.Sqrt(1 - A), 2), Math.Pow(1 + Math.Sqrt(1 - A), 2));
        var end = low * Math.Pow(high / low, share);
        static double B(int i) => A * A / 4 * Math.Pow(Step, i - Best);
        return new(
            A,
            Alternating: true,
            [.. Enumerable.Range(0, Count).Select(i => B(i) > low && B(i) < end ? Math.Sqrt(1 - A) + off : 1.2)]);
    }

    private static Finding Report(params FastestSetting.Scan[] scans) => new FastestSetting().Report(new(scans), Quick);
}
