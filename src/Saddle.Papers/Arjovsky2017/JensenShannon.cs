namespace Saddle.Papers.Arjovsky2017;

/// <summary>The divergence of Jensen and Shannon, place by place.</summary>
internal static class JensenShannon
{
    /// <summary>What a place with densities, or masses, p and q adds to twice the divergence, in nats.</summary>
    /// <param name="p">One law's, at least 0.</param>
    /// <param name="q">The other's, at least 0.</param>
    public static double Twice(double p, double q) => Term(p, p + q) + Term(q, p + q);

    private static double Term(double part, double whole) => part > 0 ? part * Math.Log(2 * part / whole) : 0;
}
