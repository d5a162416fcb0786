using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.Data.Families;

/// <summary>
/// Drawn shapes in colour with three sentences each, of which one says the shape, one the colour and one the place. All
/// that they leave free has a known law, and what a generator makes of them can be read off exactly.
/// </summary>
/// <param name="Items">The number of images.</param>
/// <param name="Size">Rows and columns.</param>
/// <param name="Shuffled">Whether the sentences come in any order; else shape, colour, place.</param>
/// <param name="Redundant">Whether every sentence names the shape, so that sentences can contradict each other.</param>
/// <param name="Ground">What lies around the shape.</param>
/// <param name="LeftOut">How many of the 96 combinations of shape, colour and place there are no images of.</param>
/// <param name="Rest">Whether the images are of the combinations that are left out, and of no others.</param>
/// <param name="Sentences">How many of the three are said: the first ones.</param>
/// <remarks>
/// Each combination is as likely, and so is each of three ways to say each sentence. Given a combination the radius is
/// uniform in 0.15 to 0.35 of the side, the angle in a turn, the hue in the colour's sixth, the centre in the part of
/// its quarter where the shape fits into the image.
/// </remarks>
[Entry(
    "captions",
    "a drawn shape and three sentences: which it is, its colour, its place; needs no download",
    @"x = \mathrm{draw}(s, r, p, \phi, h),\quad t = (t_s, t_h, t_p)",
    "Saddle: text whose every word can be checked in the image")]
public sealed record Captions(
    [Parameter("the number of images", Min = 1)] int Items = 60_000,
    [Parameter("rows and columns", Min = 8, Max = 1024)] int Size = 16,
    [Parameter("whether the sentences come in any order; else shape, colour, place")] bool Shuffled = false,
    [Parameter("whether every sentence names the shape")] bool Redundant = false,
    [Parameter("what lies around the shape: black, or grey of any value")] ShapeGround Ground = ShapeGround.Black,
    [Parameter("how many of the 96 combinations there are no images of", Min = 0, Max = 48)] int LeftOut = 0,
    [Parameter("whether the images are of the combinations that are left out")] bool Rest = false,
    [Parameter("how many of the three sentences are said: the first ones", Min = 1, Max = 3)] int Sentences = 3)
    : DataSet, IValidated
{
    // Coprime to the number of combinations: whatever is left out, every shape, colour and place stays.
    private const int Stride = 37;
    private const int All = 3; // sentences
    private const int Kinds = 8; // more than there are of any
    private const double LeastRadius = 0.15;
    private const double MostRadius = 0.35;
    private const double LeastGround = 0.2;
    private const double MostGround = 0.6;

    /// <inheritdoc/>
    public override ItemKind Kind => ItemKind.Images;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Shape => [3, Size, Size];

    /// <inheritdoc/>
    public override long? Count => Items;

    /// <inheritdoc/>
    public override bool HasSentences => true;

    /// <inheritdoc/>
    public override DataSet? HeldOut => LeftOut > 0 && !Rest ? this with { Rest = true } : null;

    /// <summary>The combinations that there are images of.</summary>
    public IReadOnlyList<ShapeCaption> Shown =>
    [
        .. Enumerable.Range(0, ShapeCaption.Count)
            .Where(number => number * Stride % ShapeCaption.Count < LeftOut == Rest)
            .Select(ShapeCaption.Numbered),
    ];

    /// <inheritdoc/>
    public void Validate()
    {
        if (Rest && LeftOut == 0)
        {
            throw new SettingsException("rest: nothing is left out; expected left-out too, such as left-out=24");
        }
    }

    /// <inheritdoc/>
    public override IItems Open(DataFolder where, ulong seed) => ImageItems.From(new Drawn(this, seed));

    private sealed class Drawn : IImages, ICaptioned, IFactors
    {
        private readonly Captions _set;
        private readonly ulong _seed;
        private readonly IReadOnlyList<ShapeCaption> _shown;

        public Drawn(Captions set, ulong seed)
        {
            (_set, _seed, _shown) = (set, seed, set.Shown);
            var every = Enumerable.Range(0, ShapeCaption.Count)
                .SelectMany(number => Enumerable.Range(0, ShapeCaption.Templates).SelectMany(way =>
                    ShapeCaption.Numbered(number).Said([way, way, way], set.Redundant)))
                .ToList();
            (Words, WordCount) = (new(every), every.Max(sentence => Words.Split(sentence).Count));
        }

        public long Count => _set.Items;

        public Words Words { get; }

        public int SentenceCount => _set.Sentences;

        public int WordCount { get; }

        public IReadOnlyList<string> Sentences(long index)
        {
            var (caption, templates, order) = Said(index);
            var sentences = caption.Said(templates, _set.Redundant);
            return [.. order.Select(kind => sentences[kind])];
        }

        public long Meaning(long index)
        {
            var (caption, _, order) = Said(index);
            var (shape, colour, place) = (_set.Redundant || order.Contains(0), order.Contains(1), order.Contains(2));
            var silent = (shape ? 0 : 1) + (colour ? 0 : 2) + (place ? 0 : 4);
            var said = new ShapeCaption(
                shape ? caption.Shape : 0, colour ? caption.Colour : 0, place ? caption.Place : 0);
            return (silent * ShapeCaption.Count) + said.Number;
        }

        public long Meaning(long index, int sentence)
        {
            var (caption, _, order) = Said(index);
            var own = order[sentence] switch
            {
                0 => caption.Shape,
                1 => Kinds + caption.Colour,
                _ => (2 * Kinds) + caption.Place,
            };
            return (own * Kinds) + (_set.Redundant ? caption.Shape : 0);
        }

        public ShapeFactors Factors(long index) => Scene(index).Factors;

        public Image Read(long index)
        {
            var (factors, ground) = Scene(index);
            var (red, green, blue) = ShapeImages.Colour(factors.Hue);
            return ShapeImages.Draw(
                factors,
                _set.Size,
                [red, green, blue],
                _set.Ground == ShapeGround.Black ? 0 : ground,
                FormattableString.Invariant($"captions item {index}"));
        }

        public void Dispose()
        {
            // Nothing is held.
        }

        private (ShapeFactors Factors, double Ground) Scene(long index)
        {
            Request.Check(index, Count);
            var caption = Caption(new(_seed, index, Purpose.Caption));
            var random = new Philox(_seed, index, Purpose.Item);
            var radius = random.Uniform(LeastRadius, MostRadius);
            var (x, y) = (random.Uniform(radius, 0.5), random.Uniform(radius, 0.5));
            var angle = random.Uniform(0, ShapeOutline.Turn(caption.Shape));
            var hue = (caption.Colour + random.Uniform(-0.5, 0.5)) / ShapeCaption.Colours.Count;
            var factors = new ShapeFactors(
                caption.Shape,
                radius,
                caption.Place % 2 == 0 ? x : 1 - x,
                caption.Place < 2 ? y : 1 - y,
                angle,
                hue < 0 ? hue + 1 : hue);
            return (factors, random.Uniform(LeastGround, MostGround));
        }

        // The sentences' ways, and in which order they come.
        private (ShapeCaption Caption, int[] Templates, int[] Order) Said(long index)
        {
            Request.Check(index, Count);
            var random = new Philox(_seed, index, Purpose.Caption);
            var (caption, kinds) = (Caption(random), Enumerable.Range(0, All));
            int[] templates = [.. kinds.Select(_ => random.Choice(ShapeCaption.Templates))];
            var order = _set.Shuffled ? kinds.OrderBy(_ => random.Uniform()) : kinds;
            return (caption, templates, [.. order.Take(SentenceCount)]);
        }

        private ShapeCaption Caption(Philox random) => _shown[random.Choice(_shown.Count)];
    }
}
