using System.Globalization;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Gans.Conditions;
using Saddle.Gans.Networks;
using Saddle.Gans.Objectives;
using Saddle.Gans.Training;
using Saddle.Rules;
using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Gans.Probes;

/// <summary>
/// R-precision: how often what a sample was asked to be is nearer to it than every one of 99 wrong captions, by the
/// cosine of an encoder's vectors; beside it that of the real images of the same captions.
/// </summary>
/// <param name="Samples">The number of samples each time.</param>
/// <param name="Wrong">The number of wrong captions that each sample is held against.</param>
/// <param name="Times">How often it is measured, each time of other samples and other wrong captions.</param>
/// <param name="HeldOut">Whether of the data's part for tests, whose captions the generator has not seen.</param>
/// <param name="Untold">
/// How many of the sentences, the last ones, the generator is not told; the whole caption is looked for all the same.
/// </param>
/// <param name="Updates">
/// The updates after which another encoder, which has trained no generator, is asked; 0 for the run's own.
/// </param>
/// <remarks>
/// Xu et al. 2018, arXiv:1711.10485, section 4, with R = 1. Every sample counts, in the code of DM-GAN the last of each
/// 3,000 does not; the spread is that of the times, not of parts of one. Wrong captions say something else
/// (<see cref="ICaptioned.Meaning(long)"/>), and one as near as the right one counts as nearer. The encoder that a
/// generator learnt from flatters it: the other one and, where factors are known, their exact agreement do not.
/// </remarks>
[Entry(
    "r-precision",
    "is the caption that was asked for the nearest one to the sample, among wrong ones",
    @"P\left(\cos(x, t) > \max_{k \le 99} \cos(x, t_k)\right),\quad x = G(z, t)",
    "Xu et al. 2018 (arXiv:1711.10485), section 4")]
public sealed record RPrecisionProbe(
    [Parameter("the number of samples each time", Min = 10, Max = 1_000_000)] int Samples = 500,
    [Parameter("the number of wrong captions that each sample is held against", Min = 1, Max = 10_000)] int Wrong = 99,
    [Parameter("how often it is measured, each time of other samples", Min = 2, Max = 1000)] int Times = 3,
    [Parameter("whether of the data's part for tests")] bool HeldOut = false,
    [Parameter("how many of the sentences, the last ones, the generator is not told", Min = 0, Max = 1000)]
    int Untold = 0,
    [Parameter("the updates of another encoder that is asked; 0 for the run's own", Min = 0, Max = int.MaxValue)]
    int Updates = 0) : Probe
{
    private const string Stream = "r-precision";
    private const int Batch = 20;
    private const int MostDraws = 1000;

    /// <inheritdoc/>
    public override string? WhyNot(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        return !at.Game.AsksForSentences ? "the generator reads no sentences"
            : Updates == 0 && !at.Configuration.Conditioning.Any(way => way is MatchingEncoder)
                ? "the run has no encoder that learnt to match (conditioning: matching-encoder); expected updates, "
                    + "such as updates=2500, for another one"
            : HeldOut && at.Configuration.Data.HeldOut is null ? "these data have no part for tests"
            : null;
    }

    /// <inheritdoc/>
    public override ProbeResult Measure(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        using var scope = new TensorScope();
        using var other = HeldOut ? at.Configuration.Data.HeldOut!.Open(at.Data, at.Seed) : null;
        var (items, judge) = (other ?? at.Items, Judge(at));
        var shares = Enumerable.Range(0, Times).Select(time => Precision(at, items, judge, time)).ToList();
        var (made, real) = (shares.ConvertAll(s => s.Generated), shares.ConvertAll(s => s.Real));
        var spread = Math.Sqrt(made.Sum(s => Math.Pow(s - made.Average(), 2)) / (Times - 1));
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{made.Average():P1} of the samples are nearer to what was asked for than to {Wrong} other captions "
                + $"(spread over {Times} times {spread:P1}; real images {real.Average():P1}, by chance "
                + $"{1.0 / (Wrong + 1):P1})"),
            [
                ("r-precision", made.Average()),
                ("r-precision/spread", spread),
                ("r-precision/real", real.Average()),
            ]);
    }

    // The encoder that is asked: the run's own, or one that learns here.
    private (NeuralGame Game, Tensor Generator) Judge(Snapshot at)
    {
        if (Updates == 0)
        {
            return (at.Game, at.Generator);
        }

        var least = new Mlp(Latent: 1, Width: 1, Depth: 0);
        var settings = at.Configuration.Settings;
        var gan = new Gan(least, least, new NonSaturating(), [], settings.Batch)
        {
            Conditioning = [.. at.Configuration.Conditioning.OfType<SentenceReader>(), new MatchingEncoder()],
            IsAdversarial = false,
        };
        var seed = at.Seed ^ (ulong)StreamNames.NumberOf(Stream); // other weights and batches than the run's
        var game = new NeuralGame(gan, at.Items, seed, settings.Type, settings.Device);
        using var session = new Session(game, Spec.Parse<Rule>("adam:eta=0.002"), seed, 0);
        session.Advance(Updates);
        return (game, TensorScope.Release(session.Generator.Clone())); // beyond the session's own scope
    }

    private (double Generated, double Real) Precision(
        Snapshot at, IItems items, (NeuralGame Game, Tensor Generator) judge, int time)
    {
        var (made, real) = (0, 0);
        for (var first = 0; first < Samples; first += Batch)
        {
            using var scope = new TensorScope();
            var count = Math.Min(Batch, Samples - first);
            var key = at.Key(Stream, ((long)time * Samples) + first);
            var captions = Captions(items, count, new(key, Purpose.WrongCondition, DType.Float64, "cpu"));
            long[] asked = [.. captions.Select(own => own[0])];
            var input = at.Game.Latent(key, count) with { Condition = Told(at, items, asked) };
            var said = at.Said(captions.SelectMany(own => own).Select(((ICaptioned)items).Sentences));
            made += Nearest(judge, at.Game.Generate(at.Generator, input), said);
            real += Nearest(judge, Pictures(at, items, asked), said);
        }

        return (made / (double)Samples, real / (double)Samples);
    }

    // The items whose captions each sample is held against: first the one that it is asked to be.
    private List<long[]> Captions(IItems items, int count, RandomTensors random)
    {
        var (captioned, choices) = ((ICaptioned)items, items.Count ?? int.MaxValue);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var own = Drawn();
            var meaning = captioned.Meaning(own);
            return (long[])[own, .. Enumerable.Range(0, Wrong).Select(_ => Other(meaning))];
        })];

        long Drawn() => (long)(random.Numbers(1).First() * choices);

        long Other(long meaning) => Enumerable.Range(0, MostDraws).Select(_ => (long?)Drawn())
            .FirstOrDefault(item => captioned.Meaning(item!.Value) != meaning)
            ?? throw new SettingsException("r-precision: next to all captions of these data say the same");
    }

    private Condition Told(Snapshot at, IItems items, long[] asked)
    {
        var captioned = (ICaptioned)items;
        return at.Said(asked.Select(item => (IReadOnlyList<string>)[.. captioned.Sentences(item).SkipLast(Untold)]));
    }

    // How many images are nearest to the first of their own captions.
    private int Nearest((NeuralGame Game, Tensor Generator) judge, Tensor images, Condition said)
    {
        var (cosines, count, each) = (
            judge.Game.Cosines(judge.Generator, images, said).ToDoubles(), (int)images.Shape[0], Wrong + 1);
        return Enumerable.Range(0, count).Count(i =>
        {
            var own = cosines.AsSpan((i * count * each) + (i * each), each);
            foreach (var wrong in own[1..])
            {
                if (wrong >= own[0])
                {
                    return false;
                }
            }

            return true;
        });
    }

    private static Tensor Pictures(Snapshot at, IItems items, long[] numbers)
    {
        var length = items.Shape.Aggregate(1, (product, n) => product * n);
        var values = new float[numbers.Length * length];
        foreach (var (i, number) in numbers.Index())
        {
            items.Read(number, values.AsSpan(i * length, length));
        }

        var settings = at.Configuration.Settings;
        return Tensor.From<float>(values, [numbers.Length, .. items.Shape.Select(n => (long)n)])
            .To(settings.Device, settings.Type);
    }
}
