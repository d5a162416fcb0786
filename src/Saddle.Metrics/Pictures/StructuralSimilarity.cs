using Saddle.Data;

namespace Saddle.Metrics;

/// <summary>The arithmetic of SSIM, with a window that is a product of one of rows and one of columns.</summary>
internal static class StructuralSimilarity
{
    private const double First = 0.01 * 255 * (0.01 * 255);
    private const double Second = 0.03 * 255 * (0.03 * 255);

    /// <summary>Sigma 1.5, 11 weights that add to 1.</summary>
    public static double[] Gaussian { get; } = Normalised(
        [.. Enumerable.Range(-5, 11).Select(i => Math.Exp(-i * i / (2 * 1.5 * 1.5)))]);

    /// <summary>Seven equal weights.</summary>
    public static double[] Square { get; } = Normalised([1, 1, 1, 1, 1, 1, 1]);

    /// <summary>The mean over channels and over the places where the window fits.</summary>
    /// <param name="a">A picture.</param>
    /// <param name="b">One of the same size.</param>
    /// <param name="window">The weights of one dimension.</param>
    /// <param name="covariance">What variances are multiplied by: n / (n - 1) for those of a sample.</param>
    /// <exception cref="DataException">The window fits nowhere.</exception>
    public static double Of(Image a, Image b, double[] window, double covariance)
    {
        if (Math.Min(a.Width, a.Height) < window.Length)
        {
            throw new DataException(
                a.Name,
                FormattableString.Invariant($"it is {a.Width} x {a.Height}; the window of this similarity needs ")
                + FormattableString.Invariant($"{window.Length} x {window.Length} at least"));
        }

        return Enumerable.Range(0, a.Channels).Average(channel => OfChannel(a, b, channel, window, covariance));
    }

    private static double OfChannel(Image a, Image b, int channel, double[] window, double covariance)
    {
        var (x, y) = (Plane(a, channel), Plane(b, channel));
        double[] Mean(Func<int, double> value) =>
            Smoothed([.. Enumerable.Range(0, x.Length).Select(value)], a.Width, a.Height, window);
        var (mx, my) = (Mean(i => x[i]), Mean(i => y[i]));
        var (xx, yy, xy) = (Mean(i => x[i] * x[i]), Mean(i => y[i] * y[i]), Mean(i => x[i] * y[i]));
        return Enumerable.Range(0, mx.Length).Average(i =>
        {
            var (vx, vy, vxy) = (
                covariance * (xx[i] - (mx[i] * mx[i])),
                covariance * (yy[i] - (my[i] * my[i])),
                covariance * (xy[i] - (mx[i] * my[i])));
            return ((2 * mx[i] * my[i]) + First) * ((2 * vxy) + Second)
                / (((mx[i] * mx[i]) + (my[i] * my[i]) + First) * (vx + vy + Second));
        });
    }

    private static double[] Plane(Image image, int channel) =>
    [
        .. Enumerable.Range(0, image.Width * image.Height)
            .Select(i => (double)image.Pixels[(i * image.Channels) + channel]),
    ];

    // Along rows, then along columns, where the window fits.
    private static double[] Smoothed(double[] values, int width, int height, double[] window)
    {
        var (w, h) = (width - window.Length + 1, height - window.Length + 1);
        var rows = new double[w * height];
        for (var i = 0; i < rows.Length; i++)
        {
            var from = (i / w * width) + (i % w);
            for (var k = 0; k < window.Length; k++)
            {
                rows[i] += window[k] * values[from + k];
            }
        }

        var all = new double[w * h];
        for (var i = 0; i < all.Length; i++)
        {
            for (var k = 0; k < window.Length; k++)
            {
                all[i] += window[k] * rows[i + (k * w)];
            }
        }

        return all;
    }

    private static double[] Normalised(double[] weights) => [.. weights.Select(w => w / weights.Sum())];
}
