using System.Globalization;
using Saddle.Catalog;
using Saddle.Data.Families;
using Saddle.Scalars;

namespace Saddle.Data.Sets;

/// <summary>
/// Three random digits of MNIST as the red, green and blue of one image: 1,000 modes, the class telling which.
/// </summary>
/// <param name="Items">The number of images; each is drawn anew from all digits.</param>
/// <param name="Split">The part of MNIST.</param>
[Entry(
    "stacked-mnist",
    "three digits of MNIST as colours of one image: 1,000 modes",
    @"x = (d_i, d_j, d_k) \in [-1, 1]^{3 \times 28 \times 28}",
    "Metz, Poole, Pfau, Sohl-Dickstein 2017 (arXiv:1611.02163), section 3.3; Che et al. 2017 (arXiv:1612.02136)")]
public sealed record StackedMnist(
    [Parameter("the number of images", Min = 1)] int Items = 128_000,
    [Parameter("the part of MNIST")] Split Split = Split.Train) : ImageSet
{
    /// <inheritdoc/>
    public override string FolderName => "mnist";

    private Mnist Digits => new() { Path = Path, Split = Split };

    /// <inheritdoc/>
    public override DataSet? HeldOut => Split == Split.Test ? null : this with { Split = Split.Test };

    /// <inheritdoc/>
    public override IReadOnlyList<int> Shape => [3, 28, 28];

    /// <inheritdoc/>
    public override long? Count => Items;

    /// <inheritdoc/>
    public override bool IsPresent(DataFolder where) => Digits.IsPresent(where);

    /// <inheritdoc/>
    public override IImages OpenImages(DataFolder where, ulong seed)
    {
        var digits = IsPresent(where) ? Digits.OpenImages(where, seed) : throw NotFound(where, "the files of mnist");
        return digits is ILabelled labels
            ? new Stacks(digits, labels, Items, seed)
            : throw NotFound(where, "the digits' labels, too,");
    }

    private sealed class Stacks(IImages digits, ILabelled labels, int count, ulong seed) : IImages, ILabelled
    {
        public long Count => count;

        public int Stacked => 3;

        public IReadOnlyList<string> Classes { get; } =
        [
            .. Enumerable.Range(0, 1000)
                .Select(i => i.ToString("D3", CultureInfo.InvariantCulture)),
        ];

        public int Label(long index)
        {
            var (red, green, blue) = Draw(index);
            return (100 * labels.Label(red)) + (10 * labels.Label(green)) + labels.Label(blue);
        }

        public Image Read(long index)
        {
            var (red, green, blue) = Draw(index);
            Image[] planes = [digits.Read(red), digits.Read(green), digits.Read(blue)];
            var pixels = new byte[3 * planes[0].Pixels.Length];
            for (var i = 0; i < pixels.Length; i++)
            {
                pixels[i] = planes[i % 3].Pixels[i / 3];
            }

            var name = FormattableString.Invariant($"stacked-mnist item {index}");
            return planes[0] with { Channels = 3, Pixels = pixels, Name = name };
        }

        public void Dispose() => digits.Dispose();

        private (int Red, int Green, int Blue) Draw(long index)
        {
            Request.Check(index, count);
            var random = new Philox(seed, index, Purpose.Item);
            var all = (int)digits.Count;
            return (random.Choice(all), random.Choice(all), random.Choice(all));
        }
    }
}
