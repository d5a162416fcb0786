using Saddle.Catalog;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>Figure 3 on a circle to be learnt by a curve.</summary>
[Entry(
    "arjovsky2017/figure-3-curves",
    "On a circle in space to be learnt by a curve, at three stages of training, the -log D gradient and its "
        + "variance grow as the fresh discriminator is trained, unless the generator has converged.",
    @"\|\nabla_\theta E[-\log D]\|",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), figure 3")]
public sealed record ThirdFigureCurves() : ThirdFigure(Images: false);
