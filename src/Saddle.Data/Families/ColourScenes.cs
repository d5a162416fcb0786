using Saddle.Catalog;
using Saddle.Data.Colours;

namespace Saddle.Data.Families;

/// <summary>
/// Drawn shapes on black as pairs of lightness and colour, whose colour has a known law given the lightness. Edges are
/// blended in CIELAB, and nothing is rounded to bytes: the lightness says what the law says of the colour, no more.
/// </summary>
/// <param name="Items">The number of scenes.</param>
/// <param name="Size">Rows and columns; 1 for one pixel that is wholly covered.</param>
/// <param name="Law">The law.</param>
/// <param name="Lightness">L of ring and of two colours, at which sRGB has every hue of the chroma.</param>
/// <param name="Chroma">The distance from grey of ring and of two colours.</param>
/// <param name="Share">The chance of the likelier one of two colours.</param>
/// <remarks>
/// In units of the chroma the mean absolute error of a channel on the ring is 2 / pi for grey and 8 / pi^2 for an
/// honest draw: who colours rightly errs 27 % more than who does not colour at all.
/// </remarks>
[Entry(
    "colour-scenes",
    "drawn shapes as pairs of lightness and colour, whose law is known; needs no download",
    @"\text{ring: } (a, b) = r (\cos h, \sin h),\ h \sim U(0, 2\pi)",
    "Saddle: laws of colour under which the answers of L1, L2 and a conditional GAN are known")]
public sealed record ColourScenes(
    [Parameter("the number of scenes", Min = 1)] int Items = 60_000,
    [Parameter("rows and columns; 1 for one pixel that is wholly covered", Min = 1, Max = 1024)] int Size = 16,
    [Parameter("the law: ring, two-colours or shapes")] ColourLaw Law = ColourLaw.Ring,
    [Parameter("L of ring and two-colours", Min = 1, Max = 99)] double Lightness = 70,
    [Parameter("the distance from grey of ring and two-colours", Min = 0, Max = 110)] double Chroma = 38,
    [Parameter("the chance of the likelier one of two-colours", Min = 0, Max = 1)] double Share = 0.7) : DataSet
{
    /// <summary>The hues of the two colours in radians, the likelier one first: an orange and a blue.</summary>
    public static IReadOnlyList<double> TwoHues { get; } = [Math.PI / 3, 4 * Math.PI / 3];

    /// <inheritdoc/>
    public override ItemKind Kind => ItemKind.Images;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Shape => [2, Size, Size];

    /// <inheritdoc/>
    public override IReadOnlyList<int> ConditionShape => [1, Size, Size];

    /// <inheritdoc/>
    public override long? Count => Items;

    /// <inheritdoc/>
    public override IItems Open(DataFolder where, ulong seed) => new ColourItems(new Drawn(this, seed));

    private sealed class Drawn(ColourScenes set, ulong seed) : ILabImages
    {
        private readonly ShapeImages _shapes = new(new(set.Items, set.Size), seed);

        public long Count => set.Items;

        public Image Read(long index)
        {
            var pixels = ReadColours(index).SelectMany(colour =>
            {
                var (r, g, b, _) = LabSpace.RowSums.ToBytes(colour);
                return (byte[])[r, g, b];
            });
            return new(set.Size, set.Size, 3, [.. pixels], FormattableString.Invariant($"colour-scenes item {index}"));
        }

        public LabColour[] ReadColours(long index)
        {
            var factors = _shapes.Factors(index);
            var (colour, rotation) = (Colour(factors), Math.SinCos(factors.Angle));
            var colours = new LabColour[set.Size * set.Size];
            for (var i = 0; i < colours.Length; i++)
            {
                var share = set.Size == 1 ? 1 : ShapeOutline.Share(
                    factors, set.Size, rotation, (i % set.Size) + 0.5, (i / set.Size) + 0.5);
                colours[i] = new(share * colour.L, share * colour.A, share * colour.B);
            }

            return colours;
        }

        public void Dispose() => _shapes.Dispose();

        private LabColour Colour(ShapeFactors factors)
        {
            if (set.Law == ColourLaw.Shapes)
            {
                var (red, green, blue) = ShapeImages.Colour(factors.Hue);
                return LabSpace.RowSums.FromRgb(red, green, blue);
            }

            var hue = set.Law == ColourLaw.Ring ? 2 * Math.PI * factors.Hue : TwoHues[factors.Hue < set.Share ? 0 : 1];
            return new(set.Lightness, set.Chroma * Math.Cos(hue), set.Chroma * Math.Sin(hue));
        }
    }
}
