using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Disturbances;
using Saddle.Metrics.Reading;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// The study of Heusel et al. 2017: images that are spoilt more and more by several disturbances, beside others of the
/// same law that are not.
/// </summary>
/// <param name="How">How features are made: the extractor, and what of them is needed.</param>
/// <param name="Where">Where data sets lie.</param>
/// <remarks>Heusel et al. 2017 (arXiv:1706.08500), section 3, figure 3, and the code of that comparison.</remarks>
public sealed record DisturbanceStudy(Extraction How, DataFolder Where)
{
    /// <summary>The disturbances of the publication, in its order.</summary>
    /// <param name="mixed">The data set that takes the place of ImageNet, a share of which is mixed in.</param>
    public static IReadOnlyList<Disturbance> Published(string mixed) =>
    [
        new GaussianNoise(), new GaussianBlur(), new BlackRectangles(), new Swirl(), new SaltAndPepper(),
        new Admixture { With = mixed },
    ];

    /// <summary>What is made of the images at every published level of every disturbance.</summary>
    /// <typeparam name="TResult">What that is.</typeparam>
    /// <param name="disturbances">The disturbances.</param>
    /// <param name="open">Opens the images that are disturbed: the same each time, and closed afterwards.</param>
    /// <param name="measure">Is given what the extractor makes of the disturbed images.</param>
    /// <returns>By disturbance, then level.</returns>
    public TResult[][] Measure<TResult>(
        IReadOnlyList<Disturbance> disturbances, Func<IImages> open, Func<Side, TResult> measure) =>
    [
        .. disturbances.Select(disturbance => disturbance.PublishedLevels.Select(level =>
        {
            using var scope = new TensorScope();
            using var images = (disturbance with { Level = level }).Apply(open(), Where, How.Seed);
            var name = FormattableString.Invariant($"{Catalog<Disturbance>.EntryOf(disturbance).Name} {level}");
            return measure(How.Extract(name, images));
        }).ToArray()),
    ];
}
