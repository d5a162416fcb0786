using System.Globalization;
using Saddle.Catalog;
using Saddle.Data.Formats;

namespace Saddle.Data.Sets;

/// <summary>
/// House numbers from street views, cropped to single digits: colour images of 32x32. Held in memory.
/// </summary>
/// <param name="Split">The part of the data set.</param>
[Entry(
    "svhn",
    "digits of house numbers, colour, 32x32",
    @"x \in [-1, 1]^{3 \times 32 \times 32}",
    "Netzer, Wang, Coates, Bissacco, Wu, Ng 2011, format 2; http://ufldl.stanford.edu/housenumbers")]
public sealed record Svhn(
    [Parameter("the part of the data set")] SvhnSplit Split = SvhnSplit.Train) : ImageSet
{
    private static readonly string[] Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <inheritdoc/>
    public override DataSet? HeldOut => Split == SvhnSplit.Test ? null : this with { Split = SvhnSplit.Test };

    /// <inheritdoc/>
    public override IReadOnlyList<int> Shape => [3, 32, 32];

    /// <inheritdoc/>
    public override long? Count => Split switch
    {
        SvhnSplit.Train => 73_257,
        SvhnSplit.Test => 26_032,
        _ => 531_131,
    };

    /// <inheritdoc/>
    public override IReadOnlyList<Download> Downloads =>
    [
        Published("train", "435e94d69a87fde4fd4d7f3dd208dfc32cb6ae8af2240d066de1df7508d083b8", 182_040_794),
        Published("test", "cdce80dfb2a2c4c6160906d0bd7c68ec5a99d7ca4831afa54f09182025b6a75b", 64_275_384),
        Published("extra", "a133a4beb38a00fcdda90c9489e0c04f900b660ce8a316a5e854838379a71eb3", 1_329_278_602),
    ];

    private string FileName => $"{Split.ToString().ToLowerInvariant()}_32x32.mat";

    /// <inheritdoc/>
    public override bool IsPresent(DataFolder where) => Find(where, FileName) is not null;

    /// <inheritdoc/>
    public override IImages OpenImages(DataFolder where, ulong seed)
    {
        var path = Find(where, FileName) ?? throw NotFound(where, FileName);
        var arrays = MatFile.Read(path, "X", "y");
        var (images, labels) = (arrays["X"], arrays["y"]);
        if (images is not { IsBytes: true, Sizes: [32, 32, 3, > 0 and var count] }
            || labels.Sizes.Aggregate(1L, (product, size) => product * size) != count)
        {
            throw new DataException(
                path,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"X is {string.Join(" x ", images.Sizes)} and y {string.Join(" x ", labels.Sizes)}, "
                    + $"where bytes of 32 x 32 x 3 x N and N labels are expected"));
        }

        return new PlanarImages(
            Name,
            [images.Bytes],
            [.. Enumerable.Range(0, count).Select(i => Label(labels.Number(i), i, path))],
            Digits,
            byColumn: true);
    }

    /// <summary>The digit 0 has label 10.</summary>
    private static byte Label(double label, int index, string path) =>
        label is >= 0 and <= 10
            ? (byte)(label % 10)
            : throw new DataException(
                path, FormattableString.Invariant($"image {index} has label {label}, where 1 to 10 are expected"));

    private static Download Published(string part, string sha256, long length) =>
        new($"{part}_32x32.mat", new Uri($"http://ufldl.stanford.edu/housenumbers/{part}_32x32.mat"), sha256, length);
}
