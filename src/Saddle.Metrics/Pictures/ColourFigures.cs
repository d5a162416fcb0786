using Saddle.Data;

namespace Saddle.Metrics;

/// <summary>Means over pairs of pictures: true ones, and what somebody made of their grey.</summary>
/// <param name="ColourError">The mean absolute error over A and B of CIELAB.</param>
/// <param name="Accuracy2">The share of pixels right within epsilon 2.</param>
/// <param name="Accuracy5">Within epsilon 5.</param>
/// <param name="Psnr">The peak signal-to-noise ratio in decibels; infinite where a picture is the same.</param>
/// <param name="Ssim">The structural similarity; NaN where a picture is smaller than its window of 11 pixels.</param>
/// <param name="Ciede2000">The difference that people see.</param>
/// <param name="Colourfulness">The colourfulness of what was made.</param>
/// <remarks>Each is the mean of <see cref="PictureDifference"/>'s figure over the pairs.</remarks>
public sealed record ColourFigures(
    double ColourError,
    double Accuracy2,
    double Accuracy5,
    double Psnr,
    double Ssim,
    double Ciede2000,
    double Colourfulness)
{
    private const int SsimWindow = 11;

    /// <summary>The figures of one pair.</summary>
    /// <param name="real">The true picture.</param>
    /// <param name="made">What was made of its grey, of the same size, in three channels as well.</param>
    /// <exception cref="DataException">They are of two sizes.</exception>
    public static ColourFigures Of(Image real, Image made)
    {
        ArgumentNullException.ThrowIfNull(real);
        ArgumentNullException.ThrowIfNull(made);
        var (a, b) = (real.ToRgb(), made.ToRgb());
        return new(
            PictureDifference.ColourError(a, b),
            PictureDifference.Accuracy(a, b, 2),
            PictureDifference.Accuracy(a, b, 5),
            PictureDifference.Psnr(a, b),
            Math.Min(a.Width, a.Height) < SsimWindow ? double.NaN : PictureDifference.Ssim(a, b),
            PictureDifference.Ciede2000(a, b),
            PictureDifference.Colourfulness(b));
    }

    /// <summary>The mean of several.</summary>
    /// <param name="all">The figures, at least one.</param>
    public static ColourFigures Mean(IReadOnlyCollection<ColourFigures> all) => new(
        all.Average(f => f.ColourError),
        all.Average(f => f.Accuracy2),
        all.Average(f => f.Accuracy5),
        all.Average(f => f.Psnr),
        all.Average(f => f.Ssim),
        all.Average(f => f.Ciede2000),
        all.Average(f => f.Colourfulness));
}
