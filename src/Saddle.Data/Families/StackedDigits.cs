using System.Globalization;
using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.Data.Families;

/// <summary>
/// Images of drawn digits: one in grey, or three as the red, green and blue of one image, of which there are then 1,000
/// modes. Each digit is one of ten with equal chance, at one of five places each way (pixels of 28: -1.5 to 1.5), and
/// of a brightness from 0.7 to 1.
/// </summary>
/// <param name="Items">The number of images.</param>
/// <param name="Size">Rows and columns.</param>
/// <param name="Digits">Digits an image: 1 or 3.</param>
[Entry(
    "stacked-digits",
    "drawn digits, three as the colours of one image: 1,000 modes; needs no download",
    @"x = (d_i, d_j, d_k) \in [-1, 1]^{3 \times s \times s}",
    "in the manner of stacked MNIST "
    + "(Metz et al. 2017, arXiv:1611.02163, section 3.3; Che et al. 2017, arXiv:1612.02136)")]
public sealed record StackedDigits(
    [Parameter("the number of images", Min = 1)] int Items = 60_000,
    [Parameter("rows and columns", Min = 8, Max = 1024)] int Size = 16,
    [Parameter("digits an image: 1 (grey) or 3 (red, green, blue)", Min = 1, Max = 3)]
    int Digits = 3) : DataSet, IValidated
{
    /// <summary>The number of places that a digit is drawn at.</summary>
    public const int Places = 25;

    /// <inheritdoc/>
    public override ItemKind Kind => ItemKind.Images;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Shape => [Digits, Size, Size];

    /// <inheritdoc/>
    public override long? Count => Items;

    /// <inheritdoc/>
    public void Validate()
    {
        if (Digits == 2)
        {
            throw new SettingsException("digits=2: expected 1 (grey) or 3 (red, green, blue)");
        }
    }

    /// <summary>
    /// Every digit at every place, as how much of each pixel is covered (0 to 1): place p of digit d is entry d *
    /// <see cref="Places"/> + p.
    /// </summary>
    /// <param name="size">Rows and columns.</param>
    public static double[][] Drawings(int size)
    {
        const int Across = 5;
        double Move(int i) => (i - 2) * 0.75 / 28 * size;
        return
        [
            .. Enumerable.Range(0, 10 * Places)
                .Select(i => SevenSegments.Draw(i / Places, size, Move(i % Across), Move(i % Places / Across))),
        ];
    }

    /// <inheritdoc/>
    public override IItems Open(DataFolder where, ulong seed) => ImageItems.From(new Drawn(this, seed));

    private sealed class Drawn(StackedDigits set, ulong seed) : IImages, ILabelled
    {
        private readonly double[][] _drawings = Drawings(set.Size);

        public long Count => set.Items;

        public int Stacked => set.Digits;

        public IReadOnlyList<string> Classes { get; } =
            [
                .. Enumerable.Range(0, (int)Math.Pow(10, set.Digits))
                    .Select(i => i.ToString($"D{set.Digits}", CultureInfo.InvariantCulture)),
            ];

        public int Label(long index) => Factors(index).Aggregate(0, (label, factors) => (10 * label) + factors.Digit);

        public Image Read(long index)
        {
            var planes = Factors(index)
                .Select(f => (f.Brightness, Coverage: _drawings[(f.Digit * Places) + f.Place]))
                .ToList();
            var pixels = new byte[set.Digits * set.Size * set.Size];
            for (var i = 0; i < pixels.Length; i++)
            {
                var (brightness, coverage) = planes[i % set.Digits];
                pixels[i] = (byte)Math.Round(255 * brightness * coverage[i / set.Digits]);
            }

            return new(
                set.Size, set.Size, set.Digits, pixels, FormattableString.Invariant($"stacked-digits item {index}"));
        }

        public void Dispose()
        {
            // Nothing is held.
        }

        private List<(int Digit, int Place, double Brightness)> Factors(long index)
        {
            Request.Check(index, Count);
            var random = new Philox(seed, index, Purpose.Item);
            var factors = new List<(int, int, double)>();
            for (var channel = 0; channel < set.Digits; channel++)
            {
                factors.Add((random.Choice(10), random.Choice(Places), random.Uniform(0.7, 1)));
            }

            return factors;
        }
    }
}
