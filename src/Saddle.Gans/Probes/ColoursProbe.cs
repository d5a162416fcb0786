using System.Globalization;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Sets;
using Saddle.Gans.Networks;
using Saddle.Metrics;
using Saddle.Torch;

namespace Saddle.Gans.Probes;

/// <summary>
/// What colours a generator paints pictures in that it has not seen: errors, colourfulness, hues and what two draws of
/// one picture part by, beside grey, the median colour and an honest draw.
/// </summary>
/// <param name="Samples">The number of pictures.</param>
/// <param name="Learnt">The number of pictures that the baselines learn from.</param>
/// <remarks>
/// Errors say how far the true colour is, which is not what a picture with several right colours can be judged by: an
/// honest draw errs more than grey. Its hue entropy and its colourfulness are what the law has.
/// </remarks>
[Entry(
    "colours",
    "what colours are painted, beside grey, the median colour and an honest draw",
    @"E\,|ab - \hat{ab}|,\quad M_3 / M_3^{\text{real}},\quad H(\text{hue}) / \log 16",
    "Hasler and Suesstrunk 2003; Nazeri, Ng and Ebrahimi 2018 (arXiv:1803.05400); Saddle")]
public sealed record ColoursProbe(
    [Parameter("the number of pictures", Min = 2, Max = 100_000)] int Samples = 256,
    [Parameter("the number of pictures that the baselines learn from", Min = 1, Max = 100_000)]
    int Learnt = 1000) : Probe
{
    private const string Stream = "colours";
    private const int Batch = 32;

    /// <inheritdoc/>
    public override string? WhyNot(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        return at.Items is not ColourItems ? "the data are not pairs of lightness and colour (data: colour-pairs)"
            : !at.Game.AsksForImages ? "the generator is not given a picture's lightness"
            : null;
    }

    /// <inheritdoc/>
    public override ProbeResult Measure(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        using var scope = new TensorScope();
        var data = at.Configuration.Data;
        using var unseen = (ColourItems)(data.HeldOut ?? data).Open(at.Data, ~(ulong)at.Configuration.Settings.Seed);
        var (comparison, learnt) = (new ColourComparison(at.Seed), ((ColourItems)at.Items).Images);
        for (var i = 0L; i < Math.Min(Learnt, learnt.Count); i++)
        {
            comparison.Learn(learnt.Read(i));
        }

        var (clipped, apart, count) = (0.0, 0.0, (int)Math.Min(Samples, unseen.Count!.Value));
        for (var first = 0; first < count; first += Batch)
        {
            var drawn = Draws(at, unseen, first, Math.Min(Batch, count - first));
            foreach (var (i, (whole, other)) in drawn.Index())
            {
                var (made, outside) = ColourItems.Painted(whole, unseen.Shape[1], unseen.Shape[2]);
                comparison.Add(unseen.Images.Read(first + i), made);
                clipped += outside / count;
                apart += Distance(whole, other) / count;
            }
        }

        return Result(comparison, clipped, apart, data is ColourPairs { HeldOut: null });
    }

    private static ProbeResult Result(ColourComparison comparison, double clipped, double apart, bool isSeen)
    {
        var painters = comparison.Painters("generator");
        var own = painters[0];
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"errs by {own.Figures.ColourError:F2} in a and b "
                + $"({string.Join(", ", painters.Skip(1).Select(Error))}); "
                + $"{PictureDifference.Word(own.Figures.Colourfulness)} colourful, {own.ColourfulnessRatio:P0} of the "
                + $"true pictures; the entropy of the hues is {own.HueEntropy:F3} (true {comparison.HueEntropy:F3}); "
                + $"two draws of one picture part by {apart:F1}; {clipped:P1} of the pixels are clipped"),
            [
                .. painters.SelectMany(Figures),
                ("colourfulness/true", comparison.Colourfulness),
                ("hue-entropy/true", comparison.HueEntropy),
                ("clipped", clipped),
                ("draws-apart", apart),
            ])
        {
            Note = isSeen ? "these data may have no part that the run has not seen" : null,
        };

        static string Error(Painter painter) =>
            string.Create(CultureInfo.InvariantCulture, $"{painter.Name} {painter.Figures.ColourError:F2}");
    }

    private static IEnumerable<(string, double)> Figures(Painter painter)
    {
        var of = painter.Name == "generator" ? string.Empty : $"/{painter.Name.Replace(' ', '-')}";
        return
        [
            ($"colour-error{of}", painter.Figures.ColourError),
            ($"accuracy-2{of}", painter.Figures.Accuracy2),
            ($"accuracy-5{of}", painter.Figures.Accuracy5),
            ($"psnr{of}", painter.Figures.Psnr),
            ($"ssim{of}", painter.Figures.Ssim),
            ($"ciede2000{of}", painter.Figures.Ciede2000),
            ($"colourfulness{of}", painter.Figures.Colourfulness),
            ($"colourfulness-ratio{of}", painter.ColourfulnessRatio),
            ($"hue-entropy{of}", painter.HueEntropy),
        ];
    }

    // Two draws of each of some pictures, behind what was given.
    private static List<(double[] Whole, double[] Other)> Draws(
        Snapshot at, ColourItems pictures, long first, int count)
    {
        var size = pictures.Shape[1] * pictures.Shape[2];
        var (item, given) = (new float[2 * size], new float[count * size]);
        for (var i = 0; i < count; i++)
        {
            pictures.Read(first + i, item, given.AsSpan(i * size, size));
        }

        long[] shape = [count, 1, pictures.Shape[1], pictures.Shape[2]];
        var settings = at.Configuration.Settings;
        var condition = new Condition(
            Tensor.From<float>(given, shape).To(settings.Device, settings.Type), new(pictures.ConditionShape));
        var (one, other) = (Draw(2 * first), Draw((2 * first) + 1));
        return [.. one.Chunk(3 * size).Zip(other.Chunk(3 * size))];

        double[] Draw(long number)
        {
            var input = at.Game.Latent(at.Key(Stream, number), count);
            return at.Game.Whole(at.Generator, input with { Condition = condition }).ToDoubles();
        }
    }

    // The mean over pixels of the distance in the plane of A and B.
    private static double Distance(double[] one, double[] other)
    {
        var size = one.Length / 3;
        return Enumerable.Range(size, size)
            .Average(i => ColourItems.MostColour * Math.Sqrt(
                Math.Pow(one[i] - other[i], 2) + Math.Pow(one[i + size] - other[i + size], 2)));
    }
}
