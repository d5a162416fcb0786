namespace Saddle.Gans.Probes;

/// <summary>The strongest oscillation in a series, held against red noise.</summary>
/// <param name="Period">Its period, in entries of the series.</param>
/// <param name="Share">The share of the variance at its frequency and the two beside it, in [0, 1].</param>
/// <param name="Chance">
/// The chance that red noise with the series' own memory has a peak so far above its spectrum somewhere.
/// </param>
/// <remarks>
/// The line through the series is taken away first. Red noise is an autoregression of order 1; each ordinate of its
/// periodogram is its spectrum times half a chi-squared variable with two degrees of freedom (Torrence and Compo 1998,
/// "A practical guide to wavelet analysis", equations 16 and 17).
/// </remarks>
public sealed record Periodogram(double Period, double Share, double Chance)
{
    /// <summary>Looks for it.</summary>
    /// <param name="series">The series, evenly spaced; at least 8 entries.</param>
    public static Periodogram Of(ReadOnlySpan<double> series)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(series.Length, 8, nameof(series));
        var x = Detrended(series);
        var powers = Enumerable.Range(1, (x.Length - 1) / 2).Select(k => Power(x, k)).ToArray();
        var total = powers.Sum();
        if (!(total > 0))
        {
            return new(double.PositiveInfinity, 0, 1);
        }

        // What is noise is judged without the peak and its neighbours: a strong oscillation would pass for memory.
        var peak = Peak(powers, RedNoise(powers, x.Length, _ => true));
        var noise = RedNoise(powers, x.Length, i => Math.Abs(i - peak) > 1);
        var chance = -Expm1(powers.Length * Log1p(-Math.Exp(-powers[peak] / noise[peak])));
        var share = (powers[peak - 1] + powers[peak] + (peak + 1 < powers.Length ? powers[peak + 1] : 0)) / total;
        return new((double)x.Length / (peak + 1), share, chance);
    }

    // An oscillation is what was seen at least three times; slower ordinates are what is left of a trend that is no
    // line.
    private static int Peak(double[] powers, double[] noise) =>
        Enumerable.Range(2, powers.Length - 2).MaxBy(i => powers[i] / noise[i]);

    /// <summary>The red noise that has the memory and the power of chosen ordinates.</summary>
    private static double[] RedNoise(double[] powers, int length, Func<int, bool> chosen)
    {
        double Cosine(int i) => Math.Cos(2 * Math.PI * (i + 1) / length);
        var among = Enumerable.Range(0, powers.Length).Where(chosen).ToList();
        var total = among.Sum(i => powers[i]);
        var memory = total > 0 ? Math.Clamp(among.Sum(i => powers[i] * Cosine(i)) / total, 0, 0.999) : 0;
        var shape = Enumerable.Range(0, powers.Length)
            .Select(i => (1 - (memory * memory)) / (1 - (2 * memory * Cosine(i)) + (memory * memory)))
            .ToArray();
        var scale = Math.Max(total, double.Epsilon) / among.Sum(i => shape[i]);
        return [.. shape.Select(s => scale * s)];
    }

    private static double[] Detrended(ReadOnlySpan<double> series)
    {
        var (n, values) = (series.Length, series.ToArray());
        var (mean, middle) = (values.Average(), (n - 1) / 2.0);
        var slope = values.Select((v, i) => (i - middle) * (v - mean))
            .Sum() / Enumerable.Range(0, n)
            .Sum(i => (i - middle) * (i - middle));
        return [.. values.Select((v, i) => v - mean - (slope * (i - middle)))];
    }

    private static double Power(double[] x, int k)
    {
        var (re, im) = (0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * ((long)k * i % x.Length) / x.Length);
            re += x[i] * cos;
            im += x[i] * sin;
        }

        return (re * re) + (im * im);
    }

    private static double Log1p(double x) => Math.Abs(x) < 1e-5 ? x - (x * x / 2) : Math.Log(1 + x);

    private static double Expm1(double x) => Math.Abs(x) < 1e-5 ? x + (x * x / 2) : Math.Exp(x) - 1;
}
