using Saddle.Data;
using Saddle.Data.Disturbances;
using Saddle.Data.Families;
using Saddle.Figures;
using Saddle.Metrics;
using Saddle.Metrics.Extractors;
using Saddle.Metrics.Reading;
using Saddle.Torch;

namespace Saddle.Papers.Heusel2017;

/// <summary>
/// The comparison of measures of quality under disturbances: procedural shapes take the place of CelebA.
/// </summary>
internal static class Spoilt
{
    /// <summary>How a claim's settings name the images.</summary>
    public const string Images = "coloured shapes of 32 x 32 pixels, procedural; the reference is another draw";

    /// <summary>The names of the four levels.</summary>
    public static readonly string[] Levels = ["none", "weak", "medium", "strong"];

    /// <summary>The six disturbances.</summary>
    public static readonly IReadOnlyList<Disturbance> Six = DisturbanceStudy.Published("shapes:grey=true");

    /// <summary>The images a side.</summary>
    public static int Count(ClaimSetting setting) => setting.Full ? 20_000 : 2000;

    /// <summary>How many images a classifier learns, the reference's among them: it knows 2,000 by heart.</summary>
    public const int Learnt = 20_000;

    /// <summary>The training steps of a classifier.</summary>
    public const int Training = 2000;

    /// <summary>The catalogue's name of a disturbance.</summary>
    public static string Name(Disturbance disturbance) => Catalog.Catalog<Disturbance>.EntryOf(disturbance).Name;

    /// <summary>The extractors: a random network, and a classifier of the shapes.</summary>
    public static readonly Extractor[] Extractors = [new RandomConvolutions(), new TrainedClassifier(Steps: Training)];

    /// <summary>The score.</summary>
    public static readonly InceptionScore Score = new();

    /// <summary>
    /// What both extractors make of other images of the reference's law under every disturbance and level. Claims
    /// share it.
    /// </summary>
    /// <param name="setting">The claim's setting.</param>
    public static IReadOnlyList<ByExtractor> Measure(ClaimSetting setting) =>
        Networks.Each("heusel2017 spoilt shapes", Extractors.Length, setting, i => Measure(Extractors[i], setting));

    private static ByExtractor Measure(Extractor extractor, ClaimSetting setting)
    {
        var where = new DataFolder(".");
        var shapes = new Shapes(Count(setting));
        var isClassifier = extractor is TrainedClassifier;
        using var scope = new TensorScope();
        using var learnt = new Shapes(Learnt).Open(where, 2 * setting.Seed);
        using var reference = shapes.Open(where, 2 * setting.Seed);
        var needs = isClassifier ? Needs.Features | Needs.Logits : Needs.Features;
        var how = new Extraction(needs, setting.Seed) { Cancellation = setting.Cancellation };
        how = how with { By = (extractor, extractor.Open(how.ContextOf(where, ((IPictured)learnt).Images))) };
        var expected = how.Extract("reference", ((IPictured)reference).Images);
        var measured = new DisturbanceStudy(how, where).Measure(
            Six,
            () => ((IPictured)shapes.Open(where, (2 * setting.Seed) + 1)).Images,
            spoilt => (
                Distance: Frechet.Distance(expected.RequireFeatures(), spoilt.RequireFeatures(), 1),
                Score: isClassifier ? ScoreOf(expected, spoilt, setting) : new(0, 0)));
        return new(
            [.. measured.Select(levels => levels.Select(m => m.Distance).ToList())],
            isClassifier ? [.. measured.Select(levels => levels.Select(m => m.Score).ToList())] : []);
    }

    private static InceptionScoreMisses.Score ScoreOf(Side reference, Side spoilt, ClaimSetting setting)
    {
        var how = new MeasuringSettings(setting.Seed, Cancellation: setting.Cancellation);
        var figures = Score.Measure(reference, spoilt, how).Figures;
        return new(figures[0].Value, figures[1].Value / Math.Sqrt(Score.Splits));
    }

    /// <summary>A panel of one curve a disturbance over the four levels.</summary>
    /// <param name="title">The title.</param>
    /// <param name="axis">What is drawn.</param>
    /// <param name="values">By disturbance, then level.</param>
    public static Panel Panel(string title, Axis axis, IReadOnlyList<IReadOnlyList<double>> values) => new(
        title,
        new("level") { Categories = Levels },
        axis,
        [.. values.Select((curve, i) => new Line(Name(Six[i]), [0, 1, 2, 3], curve.Gaps()))]);

    /// <summary>A table's rows: a disturbance, a level, and what was measured.</summary>
    /// <param name="measured">The further columns by the disturbance's number and the level's.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(Func<int, int, IReadOnlyList<string>> measured) =>
    [
        .. Six.SelectMany((six, i) => six.PublishedLevels.Select((level, j) =>
            (IReadOnlyList<string>)[Name(six), level.Text(), .. measured(i, j)])),
    ];

    /// <summary>What is measured by one extractor.</summary>
    /// <param name="Distances">By disturbance, then level: the Frechet distance to undisturbed images.</param>
    /// <param name="Scores">Likewise the Inception score; none by an extractor that tells no classes apart.</param>
    public sealed record ByExtractor(
        IReadOnlyList<IReadOnlyList<double>> Distances,
        IReadOnlyList<IReadOnlyList<InceptionScoreMisses.Score>> Scores);
}
