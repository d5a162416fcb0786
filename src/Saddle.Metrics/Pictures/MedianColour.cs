using Saddle.Data;
using Saddle.Data.Colours;

namespace Saddle.Metrics;

/// <summary>
/// What an artist would paint who knows the data and only the lightness of a pixel: the median of A and of B over all
/// pixels of that lightness, each. A baseline for colourisation: with the mean absolute error nothing that looks at a
/// pixel's lightness alone does better.
/// </summary>
/// <remarks>Lightness, A and B are rounded to whole numbers, so the medians are of whole numbers.</remarks>
public sealed class MedianColour
{
    /// <summary>The number of lightnesses that are told apart.</summary>
    internal const int Lightnesses = 101;

    private const int Offset = 128;

    private readonly int[][] _a = [.. Enumerable.Range(0, Lightnesses).Select(_ => new int[2 * Offset])];
    private readonly int[][] _b = [.. Enumerable.Range(0, Lightnesses).Select(_ => new int[2 * Offset])];

    /// <summary>Grey everywhere: the lightness of a picture without its colour.</summary>
    /// <param name="picture">The picture.</param>
    public static Image Grey(Image picture) => Painted(picture, static _ => (0, 0));

    /// <summary>Takes a picture's colours in.</summary>
    /// <param name="picture">The picture.</param>
    public void Add(Image picture)
    {
        foreach (var colour in LabSpace.RowSums.Of(picture))
        {
            var l = Lightness(colour.L);
            _a[l][(int)Math.Round(colour.A) + Offset]++;
            _b[l][(int)Math.Round(colour.B) + Offset]++;
        }
    }

    /// <summary>
    /// A picture's lightness with the median colour of each: grey where no such lightness was taken in.
    /// </summary>
    /// <param name="picture">The picture.</param>
    public Image Paint(Image picture) => Painted(picture, l => (Median(_a[Lightness(l)]), Median(_b[Lightness(l)])));

    /// <summary>A picture's lightness with a colour of each.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="colour">From a lightness to its A and B.</param>
    internal static Image Painted(Image picture, Func<double, (double A, double B)> colour)
    {
        var colours = LabSpace.RowSums.Of(picture);
        var pixels = new byte[3 * colours.Length];
        for (var i = 0; i < colours.Length; i++)
        {
            var (a, b) = colour(colours[i].L);
            (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2], _) =
                LabSpace.RowSums.ToBytes(new(colours[i].L, a, b));
        }

        return picture with { Channels = 3, Pixels = pixels };
    }

    /// <summary>The number of a lightness.</summary>
    /// <param name="l">L, 0 to 100.</param>
    internal static int Lightness(double l) => Math.Clamp((int)Math.Round(l), 0, Lightnesses - 1);

    private static int Median(int[] counts)
    {
        var (half, seen) = (counts.Sum(count => (long)count), 0L);
        for (var i = 0; i < counts.Length && half > 0; i++)
        {
            seen += counts[i];
            if (2 * seen >= half)
            {
                return i - Offset;
            }
        }

        return 0;
    }
}
