using Saddle.Dynamics;
using Saddle.Figures;

namespace Saddle.Papers.Measuring;

/// <summary>What several claims draw alike.</summary>
internal static class Drawing
{
    /// <summary>The places of categories: 0, 1, 2 and so on.</summary>
    /// <param name="count">How many there are.</param>
    public static double?[] Places(int count) => [.. Enumerable.Range(0, count).Select(i => (double?)i)];

    /// <summary>The path that states take in the plane of their first two coordinates.</summary>
    /// <param name="name">The name in the legend.</param>
    /// <param name="states">The states.</param>
    public static Line Path(string name, IEnumerable<double[]> states)
    {
        var all = states.ToList();
        return new(name, all.Select(s => s[0]).Gaps(), all.Select(s => s[1]).Gaps());
    }

    /// <summary>A marker for each sample: its median, with an interval from its least value to its greatest.</summary>
    /// <param name="name">The name in the legend.</param>
    /// <param name="x">Where each sample stands.</param>
    /// <param name="samples">The samples.</param>
    public static Points Spread(string name, double?[] x, IReadOnlyList<IReadOnlyList<double>> samples) =>
        new(name, x, samples.Select(s => s.Median()).Gaps())
        {
            Low = samples.Select(s => s.Min()).Gaps(),
            High = samples.Select(s => s.Max()).Gaps(),
        };

    /// <summary>A line through the samples' medians, in a band from their least values to their greatest.</summary>
    /// <param name="name">The name in the legend.</param>
    /// <param name="x">Where each sample stands.</param>
    /// <param name="samples">The samples.</param>
    public static Line Band(string name, double?[] x, IReadOnlyList<IReadOnlyList<double>> samples) =>
        new(name, x, samples.Select(s => s.Median()).Gaps())
        {
            Low = samples.Select(s => s.Min()).Gaps(),
            High = samples.Select(s => s.Max()).Gaps(),
        };

    /// <summary>A bar for each share, with its interval, category by category.</summary>
    /// <param name="name">The name in the legend.</param>
    /// <param name="shares">The shares.</param>
    public static Bars Shares(string name, IReadOnlyList<Proportion> shares) =>
        new(name, Places(shares.Count), shares.Select(s => s.Rate).Gaps())
        {
            Low = shares.Select(s => s.Low).Gaps(),
            High = shares.Select(s => s.High).Gaps(),
        };
}
