namespace Saddle.Papers.Isola2017;

/// <summary>What draws of one lightness have in common.</summary>
/// <param name="A">The mean of A.</param>
/// <param name="B">The mean of B.</param>
/// <param name="Chroma">The mean distance from grey.</param>
/// <param name="HueEntropy">The entropy of the hues in 16 sectors over its maximum.</param>
/// <param name="Spread">The root of the mean squared distance from the mean colour.</param>
public sealed record ColourDraws(double A, double B, double Chroma, double HueEntropy, double Spread)
{
    private const int Sectors = 16;

    /// <summary>Of draws.</summary>
    /// <param name="colours">A, then B, of each draw.</param>
    public static ColourDraws Of(IReadOnlyList<double> colours)
    {
        ArgumentNullException.ThrowIfNull(colours);
        var draws = colours.Chunk(2).ToList();
        var (a, b) = (draws.Average(c => c[0]), draws.Average(c => c[1]));
        var shares = draws
            .GroupBy(c => (int)((Math.Atan2(c[1], c[0]) + Math.PI) / (2 * Math.PI) * Sectors) % Sectors)
            .Select(sector => sector.Count() / (double)draws.Count);
        return new(
            a,
            b,
            draws.Average(c => Math.Sqrt((c[0] * c[0]) + (c[1] * c[1]))),
            -shares.Sum(share => share * Math.Log(share)) / Math.Log(Sectors),
            Math.Sqrt(draws.Average(c => ((c[0] - a) * (c[0] - a)) + ((c[1] - b) * (c[1] - b)))));
    }
}
