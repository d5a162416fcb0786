using Saddle.Catalog;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>Figure 3 on drawn images.</summary>
[Entry(
    "arjovsky2017/figure-3-images",
    "On drawn images, at three stages of training, the -log D gradient and its variance grow as the "
        + "fresh discriminator is trained, unless the generator has converged.",
    @"\|\nabla_\theta E[-\log D]\|",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), figure 3")]
public sealed record ThirdFigureImages() : ThirdFigure(Images: true);
