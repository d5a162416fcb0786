using Saddle.Data;
using Saddle.Data.Colours;

namespace Saddle.Metrics;

/// <summary>
/// How far one picture is from another of the same size, pixel by pixel: what colourisation is measured by.
/// </summary>
/// <remarks>
/// Figures of scikit-image 0.26 (peak_signal_noise_ratio, structural_similarity, deltaE_ciede2000) on bytes. Where
/// colours are ambiguous none of these is a measure of success: the law's mean errs least, and an honest draw more than
/// grey. Print the baselines beside them.
/// </remarks>
public static class PictureDifference
{
    private static readonly (double From, string Word)[] Words =
    [
        (double.NegativeInfinity, "not"),
        (15, "slightly"),
        (33, "moderately"),
        (45, "averagely"),
        (59, "quite"),
        (82, "highly"),
        (109, "extremely"),
    ];

    /// <summary>The peak signal-to-noise ratio in decibels; infinite where the pictures are the same.</summary>
    /// <param name="a">A picture.</param>
    /// <param name="b">The other one.</param>
    public static double Psnr(Image a, Image b)
    {
        RequireSameSize(a, b);
        var square = a.Pixels.Zip(b.Pixels, (x, y) => (double)(x - y) * (x - y)).Average();
        return 10 * Math.Log10(255.0 * 255 / square);
    }

    /// <summary>
    /// The structural similarity with a Gaussian window of sigma 1.5 cut off at 5 pixels, the mean over channels and
    /// over the places where the window fits; at most 1.
    /// </summary>
    /// <param name="a">A picture of at least 11x11 pixels.</param>
    /// <param name="b">The other one.</param>
    /// <remarks>Wang, Bovik, Sheikh, Simoncelli 2004, equation 13, with its constants 0.01 and 0.03.</remarks>
    public static double Ssim(Image a, Image b)
    {
        RequireSameSize(a, b);
        return StructuralSimilarity.Of(a, b, StructuralSimilarity.Gaussian, 1);
    }

    /// <summary>The same with a square window of 7 pixels and the sample covariance: scikit-image's default.</summary>
    /// <param name="a">A picture of at least 7x7 pixels.</param>
    /// <param name="b">The other one.</param>
    public static double SsimOfSquares(Image a, Image b)
    {
        RequireSameSize(a, b);
        return StructuralSimilarity.Of(a, b, StructuralSimilarity.Square, 49.0 / 48);
    }

    /// <summary>The mean over pixels of the difference that people see.</summary>
    /// <param name="a">A picture.</param>
    /// <param name="b">The other one.</param>
    public static double Ciede2000(Image a, Image b)
    {
        RequireSameSize(a, b);
        return LabSpace.ScikitImage.Of(a).Zip(LabSpace.ScikitImage.Of(b), (x, y) => x.DifferenceTo(y)).Average();
    }

    /// <summary>The mean absolute error over pixels and over A and B of CIELAB.</summary>
    /// <param name="a">A picture.</param>
    /// <param name="b">The other one.</param>
    public static double ColourError(Image a, Image b)
    {
        RequireSameSize(a, b);
        return LabSpace.RowSums.Of(a)
            .Zip(LabSpace.RowSums.Of(b), (x, y) => (Math.Abs(x.A - y.A) + Math.Abs(x.B - y.B)) / 2)
            .Average();
    }

    /// <summary>
    /// The share of pixels whose L is at most epsilon off and whose A and B are at most 2.2 epsilon off, each.
    /// </summary>
    /// <param name="a">A picture.</param>
    /// <param name="b">The other one.</param>
    /// <param name="epsilon">2 or 5 as published.</param>
    /// <remarks>
    /// Nazeri, Ng, Ebrahimi 2018 (arXiv:1803.05400), as in their code: values are rounded to whole numbers first.
    /// </remarks>
    public static double Accuracy(Image a, Image b, double epsilon)
    {
        RequireSameSize(a, b);
        static bool Near(double x, double y, double limit) => Math.Abs(Math.Round(x) - Math.Round(y)) <= limit;
        return LabSpace.RowSums.Of(a)
            .Zip(LabSpace.RowSums.Of(b), (x, y) =>
                Near(x.L, y.L, epsilon) && Near(x.A, y.A, 2.2 * epsilon) && Near(x.B, y.B, 2.2 * epsilon) ? 1.0 : 0)
            .Average();
    }

    /// <summary>
    /// How colourful a picture is: 0 not at all, 15 slightly, 33 moderately, 45 averagely, 59 quite, 82 highly, 109
    /// extremely.
    /// </summary>
    /// <param name="picture">The picture.</param>
    /// <remarks>Hasler and Suesstrunk 2003, "Measuring colourfulness in natural images", the figure M3.</remarks>
    public static double Colourfulness(Image picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var pixels = picture.ToRgb().Pixels.Chunk(3).ToList();
        var (rg, yb) = (
            Moments(pixels.Select(p => (double)p[0] - p[1])),
            Moments(pixels.Select(p => ((p[0] + p[1]) / 2.0) - p[2])));
        return Math.Sqrt(rg.Variance + yb.Variance) + (0.3 * Math.Sqrt((rg.Mean * rg.Mean) + (yb.Mean * yb.Mean)));
    }

    /// <summary>A colourfulness in a word, by the bounds of the same paper: not, slightly, moderately ...</summary>
    /// <param name="colourfulness">The figure.</param>
    public static string Word(double colourfulness) => Words.Last(word => colourfulness >= word.From).Word;

    private static (double Mean, double Variance) Moments(IEnumerable<double> values)
    {
        var all = values.ToArray();
        var mean = all.Average();
        return (mean, all.Average(v => (v - mean) * (v - mean)));
    }

    private static void RequireSameSize(Image a, Image b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if ((a.Width, a.Height, a.Channels) != (b.Width, b.Height, b.Channels))
        {
            throw new DataException(
                b.Name,
                FormattableString.Invariant($"it is {b.Width} x {b.Height} x {b.Channels}, but {a.Name} is ")
                + FormattableString.Invariant($"{a.Width} x {a.Height} x {a.Channels}; expected pictures of one size"));
        }
    }
}
