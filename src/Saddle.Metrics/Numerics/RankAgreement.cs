namespace Saddle.Metrics;

/// <summary>How far two figures put the same things in the same order.</summary>
public static class RankAgreement
{
    /// <summary>
    /// Kendall's tau-b: 1 where all pairs are in the same order, -1 where all are in the other; NaN where one figure
    /// has no order at all.
    /// </summary>
    /// <param name="first">One figure of each thing.</param>
    /// <param name="second">The other, of as many.</param>
    /// <remarks>Kendall 1945, "The treatment of ties in ranking problems".</remarks>
    public static double Tau(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var (agreed, ordered, otherOrdered) = (0, 0, 0);
        for (var i = 0; i < first.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (a, b) = (first[i].CompareTo(first[j]), second[i].CompareTo(second[j]));
                agreed += a * b;
                ordered += a * a;
                otherOrdered += b * b;
            }
        }

        return agreed / Math.Sqrt((double)ordered * otherOrdered);
    }
}
