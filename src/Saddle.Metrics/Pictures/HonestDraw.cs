using Saddle.Data;
using Saddle.Data.Colours;
using Saddle.Scalars;

namespace Saddle.Metrics;

/// <summary>
/// What an honest painter would paint who knows of a pixel its lightness alone: for each lightness of a picture a
/// colour drawn from all that pixels of that lightness have. It has the law's colours, and errs more than grey.
/// </summary>
/// <param name="seed">The seed of what is drawn.</param>
/// <remarks>Lightness, A and B are rounded to whole numbers, as <see cref="MedianColour"/>'s.</remarks>
public sealed class HonestDraw(ulong seed)
{
    private const int Offset = 128;
    private const int Span = 256;

    private readonly SortedDictionary<int, long>[] _colours =
        [.. Enumerable.Range(0, MedianColour.Lightnesses).Select(_ => new SortedDictionary<int, long>())];

    private long _pictures;

    /// <summary>Takes a picture's colours in.</summary>
    /// <param name="picture">The picture.</param>
    public void Add(Image picture)
    {
        foreach (var colour in LabSpace.RowSums.Of(picture))
        {
            var of = _colours[MedianColour.Lightness(colour.L)];
            var at = (((int)Math.Round(colour.A) + Offset) * Span) + (int)Math.Round(colour.B) + Offset;
            of[at] = of.GetValueOrDefault(at) + 1;
        }
    }

    /// <summary>
    /// A picture's lightness with a colour drawn for each: grey where no such lightness was taken in. Each call draws
    /// anew.
    /// </summary>
    /// <param name="picture">The picture.</param>
    public Image Paint(Image picture)
    {
        var (number, drawn) = (_pictures++, new (double A, double B)?[MedianColour.Lightnesses]);
        return MedianColour.Painted(picture, l =>
        {
            var lightness = MedianColour.Lightness(l);
            return drawn[lightness] ??= Draw(
                _colours[lightness],
                new Philox(seed, (number * MedianColour.Lightnesses) + lightness, Purpose.Item).Uniform());
        });
    }

    private static (double A, double B) Draw(SortedDictionary<int, long> colours, double u)
    {
        var left = u * colours.Values.Sum();
        foreach (var (at, count) in colours)
        {
            left -= count;
            if (left < 0)
            {
                return ((at / Span) - Offset, (at % Span) - Offset);
            }
        }

        return (0, 0);
    }
}
