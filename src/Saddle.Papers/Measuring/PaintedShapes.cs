using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Gans;
using Saddle.Gans.Probes;
using Saddle.Torch;

namespace Saddle.Papers.Measuring;

/// <summary>
/// What a generator paints of captions, whether all of it was said or not: how often a shape, its colour and its place
/// are the caption's, and how far what no caption says varies among the draws of one.
/// </summary>
/// <param name="Joint">The share of all pictures with the shape, the colour and the place.</param>
/// <param name="Shape">The share with the shape; by chance 1/4.</param>
/// <param name="Colour">The share with the colour; by chance 1/6.</param>
/// <param name="Place">The share with the place; by chance 1/4.</param>
/// <param name="Rejected">The share that show no such shape, which agree in nothing.</param>
/// <param name="Radius">The variance of the radius over that of the data; 0 where too few can be read.</param>
/// <param name="Hue">The same of the hue, of pictures of the right colour.</param>
/// <param name="Offset">The same of the centre, of pictures at the right place.</param>
public sealed record PaintedShapes(
    double Joint,
    double Shape,
    double Colour,
    double Place,
    double Rejected,
    double Radius,
    double Hue,
    double Offset)
{
    /// <summary>How often two independent captions agree in the colour.</summary>
    public const double ColourChance = 1.0 / 6;

    /// <summary>How often they agree in the place.</summary>
    public const double PlaceChance = 1.0 / 4;

    /// <summary>The captions that a run ends with.</summary>
    internal const int Captions = 64;

    /// <summary>The pictures of each.</summary>
    internal const int Draws = 16;

    // Of the data given a caption: the radius r is uniform in 0.15 to 0.35, the hue in a sixth, the centre in r to 0.5.
    private const double RadiusVariance = 0.2 * 0.2 / 12;
    private const double HueVariance = 1.0 / 36 / 12;
    private const double OffsetVariance = (((0.35 * 0.35 * 0.35) - (0.15 * 0.15 * 0.15)) / 0.6 / 12)
        + (RadiusVariance / 4);

    /// <summary>What a GAN of captions paints of its data's first captions.</summary>
    /// <param name="at">The GAN.</param>
    internal static PaintedShapes Of(Snapshot at)
    {
        using var scope = new TensorScope();
        var input = at.Game.Latent(StreamName.Sampling.Key(at.Seed), Captions * Draws, (i, _) => i / Draws);
        var factors = (IFactors)((IPictured)at.Items).Images;
        return Of(
            [.. Enumerable.Range(0, Captions).Select(i => ShapeCaption.Of(factors.Factors(i)))],
            ShapeAgreementProbe.Read(at, input));
    }

    /// <summary>What pictures show.</summary>
    /// <param name="captions">The captions.</param>
    /// <param name="shown">As many draws of each, one caption after the other; null for no shape.</param>
    internal static PaintedShapes Of(IReadOnlyList<ShapeCaption> captions, IReadOnlyList<ShapeFactors?> shown)
    {
        var draws = shown.Count / captions.Count;
        var all = shown.Select((seen, i) => (Asked: captions[i / draws], Seen: seen)).ToList();
        return new(
            Share((asked, seen) => asked == seen),
            Share((asked, seen) => asked.Shape == seen.Shape),
            Share((asked, seen) => asked.Colour == seen.Colour),
            Share((asked, seen) => asked.Place == seen.Place),
            shown.Count(seen => seen is null) / (double)shown.Count,
            Within(_ => true, f => f.Radius) / RadiusVariance,
            Within(pair => pair.Asked.Colour == pair.Seen.Colour, HueOf) / HueVariance,
            (Within(pair => pair.Asked.Place == pair.Seen.Place, f => f.X)
                + Within(pair => pair.Asked.Place == pair.Seen.Place, f => f.Y)) / 2 / OffsetVariance);

        double Share(Func<ShapeCaption, ShapeCaption, bool> right) =>
            all.Count(pair => pair.Seen is { } seen && right(pair.Asked, ShapeCaption.Of(seen)))
            / (double)all.Count;

        double Within(
            Func<(ShapeCaption Asked, ShapeCaption Seen), bool> counts, Func<ShapeFactors, double> figure) =>
            Variance([.. all.Chunk(draws).Select(group => group
                .Where(pair => pair.Seen is { } seen && counts((pair.Asked, ShapeCaption.Of(seen))))
                .Select(pair => figure(pair.Seen!))
                .ToList())]);
    }

    // From the middle of its colour, so that red does not end at 1 and begin at 0.
    private static double HueOf(ShapeFactors seen)
    {
        var hue = seen.Hue - (ShapeCaption.Of(seen).Colour / (double)ShapeCaption.Colours.Count);
        return hue > 0.5 ? hue - 1 : hue;
    }

    // Within groups, all together.
    private static double Variance(IReadOnlyList<List<double>> groups)
    {
        var several = groups.Where(group => group.Count > 1).ToList();
        var squares = several.Sum(group =>
        {
            var mean = group.Average();
            return group.Sum(x => (x - mean) * (x - mean));
        });
        return several.Count == 0 ? 0 : squares / several.Sum(group => group.Count - 1);
    }
}
