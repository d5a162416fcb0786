using System.Globalization;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Gans.Training;
using Saddle.Torch;

namespace Saddle.Gans.Probes;

/// <summary>
/// What drawn shapes a generator makes, read off its images without training: the share that are no such shape, whether
/// the shape is the one that was asked for, and whether what is left free has the law of the data. Agreement at chance
/// means that the condition is ignored, a spread near 0 that the noise is.
/// </summary>
/// <param name="Samples">The number of generated samples.</param>
/// <remarks>
/// <see cref="ShapeReader"/> is exact on real images. Rejected images agree with nothing; spreads are of what can be
/// read. The radius is uniform in 0.15 to 0.35 of the side in the data, the hue uniform.
/// </remarks>
[Entry(
    "shape-agreement",
    "drawn shapes read off generated images: is it the one that was asked for, and has the rest its law",
    @"P(\mathrm{read}(G(z, y)) = y),\quad \mathrm{Var}(r) / \mathrm{Var}_{\text{data}}(r),\quad H(\text{hue}) / \log 6",
    "Saddle: the factors of drawn shapes are known, so agreement needs no classifier")]
public sealed record ShapeAgreementProbe(
    [Parameter("the number of generated samples", Min = 20, Max = 1_000_000)] int Samples = 500) : Probe
{
    private const string Stream = "shape-agreement";
    private const double RadiusVariance = 0.2 * 0.2 / 12;

    /// <inheritdoc/>
    public override string? WhyNot(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        return at.Configuration.Data is Shapes { Grey: false } or Captions
            ? null
            : "the data are not drawn shapes in colour (data: shapes, or captions)";
    }

    /// <inheritdoc/>
    public override ProbeResult Measure(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        using var scope = new TensorScope();
        var input = at.Game.Latent(at.Key(Stream, 0), Samples);
        var read = Read(at, input);
        var found = read.OfType<ShapeFactors>().ToList();
        var rejected = 1 - (found.Count / (double)read.Count);
        var agreement = new ShapeAgreement(Asked(at, input).Zip(read));
        var captions = found.ConvertAll(ShapeCaption.Of);
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{rejected:P1} of the images are no such shape; {agreement.InWords}; "
                + $"of those that are, the entropy of the hues is {Entropy(captions.Select(c => c.Colour), 6):F3} "
                + $"and the radii have {Spread(found):P0} of their variance"),
            [
                ("rejected", rejected),
                .. agreement.Figures,
                ("entropy/shape", Entropy(captions.Select(c => c.Shape), 4)),
                ("entropy/hue", Entropy(captions.Select(c => c.Colour), 6)),
                ("entropy/place", Entropy(captions.Select(c => c.Place), 4)),
                ("radius-variance", Spread(found)),
            ]);
    }

    /// <summary>The shapes that a generator makes; null for what is no shape.</summary>
    /// <param name="at">The GAN, of drawn shapes in colour.</param>
    /// <param name="input">What it makes them of.</param>
    public static IReadOnlyList<ShapeFactors?> Read(Snapshot at, GeneratorInput input)
    {
        ArgumentNullException.ThrowIfNull(at);
        var ground = (at.Configuration.Data as Captions)?.Ground ?? ShapeGround.Black;
        using var scope = new TensorScope();
        return
        [
            .. Pictures(at.Game.Generate(at.Generator, input), at.Items)
                .Select(image => ShapeReader.Read(image, ground)),
        ];
    }

    // What each sample was asked to be.
    private static IEnumerable<ShapeRequest> Asked(Snapshot at, GeneratorInput input)
    {
        if (at.Game.AsksForSentences && at.Items is ICaptioned captioned)
        {
            return input.Condition!.Items.Select(item => ShapeRequest.Of(captioned.Sentences(item)));
        }

        return at.Game.AsksForClasses
            ? input.Condition!.Values.ToArray<long>().Select(shape => new ShapeRequest((int)shape, null, null))
            : [];
    }

    private static IEnumerable<Image> Pictures(Tensor samples, IItems items)
    {
        var (values, size) = (samples.ToDoubles(), items.Shape.Aggregate(1, (product, n) => product * n));
        return Enumerable.Range(0, values.Length / size)
            .Select(i => SampleSheet.Picture(
                values.AsSpan(i * size, size), items.Shape[0], items.Shape[1], items.Shape[2], (-1, 1)));
    }

    // Of shares among so many values, over the entropy of equal shares: 1 where all are as frequent.
    private static double Entropy(IEnumerable<int> values, int count)
    {
        var all = values.ToList();
        return all.Count == 0
            ? double.NaN
            : -all.GroupBy(v => v).Sum(g => Share(g.Count()) * Math.Log(Share(g.Count()))) / Math.Log(count);

        double Share(int of) => of / (double)all.Count;
    }

    private static double Spread(List<ShapeFactors> found)
    {
        if (found.Count < 2)
        {
            return double.NaN;
        }

        var mean = found.Average(f => f.Radius);
        return found.Sum(f => (f.Radius - mean) * (f.Radius - mean)) / (found.Count - 1) / RadiusVariance;
    }
}
