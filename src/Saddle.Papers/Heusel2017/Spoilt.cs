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

    /// <summary>The training steps of a classifier.</summary>
    public static int Training(ClaimSetting setting) => setting.Full ? 2000 : 400;

    /// <summary>The catalogue's name of a disturbance.</summary>
    public static string Name(Disturbance disturbance) => Catalog.Catalog<Disturbance>.EntryOf(disturbance).Name;

    /// <summary>
    /// What an extractor makes of the reference, and of other images of the same law under every disturbance and level.
    /// </summary>
    /// <typeparam name="TResult">What is made of a pair of sides.</typeparam>
    /// <param name="extractor">The extractor; one that is trained learns the reference's labels.</param>
    /// <param name="needs">What is needed of the sides.</param>
    /// <param name="count">The images a side.</param>
    /// <param name="setting">The claim's setting.</param>
    /// <param name="measure">Takes the reference and the disturbed images.</param>
    /// <returns>By disturbance, then level.</returns>
    public static TResult[][] Measure<TResult>(
        Extractor extractor, Needs needs, int count, ClaimSetting setting, Func<Side, Side, TResult> measure)
    {
        var where = new DataFolder(".");
        var shapes = new Shapes(count);
        using var scope = new TensorScope();
        using var reference = shapes.Open(where, 2 * setting.Seed);
        var how = new Extraction(needs, setting.Seed) { Cancellation = setting.Cancellation };
        how = how with { By = (extractor, extractor.Open(how.ContextOf(where, ((IPictured)reference).Images))) };
        var expected = how.Extract("reference", ((IPictured)reference).Images);
        return new DisturbanceStudy(how, where).Measure(
            Six,
            () => ((IPictured)shapes.Open(where, (2 * setting.Seed) + 1)).Images,
            spoilt => measure(expected, spoilt));
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
}
