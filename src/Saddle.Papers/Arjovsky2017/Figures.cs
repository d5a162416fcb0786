using Saddle.Catalog;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>Figure 1 on a circle to be learnt by a curve.</summary>
[Entry(
    "arjovsky2017/figure-1-curves",
    "On a circle to be learnt by a curve, at three stages of training, the error of a fresh discriminator goes to 0 and its accuracy to 1.",
    @"D \to D^*:\ L(D) \to 0",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), figure 1")]
public sealed record FirstFigureCurves() : FirstFigure(Images: false);

/// <summary>Figure 2 on a circle to be learnt by a curve.</summary>
[Entry(
    "arjovsky2017/figure-2-curves",
    "On a circle to be learnt by a curve, at three stages of training, the log(1 - D) gradient falls as the fresh discriminator is trained.",
    @"\|\nabla_\theta E \log(1 - D)\| \to 0",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), figure 2")]
public sealed record SecondFigureCurves() : SecondFigure(Images: false);

/// <summary>Figure 3 on a circle to be learnt by a curve.</summary>
[Entry(
    "arjovsky2017/figure-3-curves",
    "On a circle to be learnt by a curve, at three stages of training, the -log D gradient grows as the fresh discriminator is trained, unless the generator has converged.",
    @"\|\nabla_\theta E[-\log D]\|",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), figure 3")]
public sealed record ThirdFigureCurves() : ThirdFigure(Images: false);

/// <summary>Figure 1 on drawn images.</summary>
[Entry(
    "arjovsky2017/figure-1-images",
    "On drawn images, at three stages of training, the error of a fresh discriminator goes to 0 and its accuracy to 1.",
    @"D \to D^*:\ L(D) \to 0",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), figure 1")]
public sealed record FirstFigureImages() : FirstFigure(Images: true);

/// <summary>Figure 2 on drawn images.</summary>
[Entry(
    "arjovsky2017/figure-2-images",
    "On drawn images, at three stages of training, the log(1 - D) gradient falls as the fresh discriminator is trained.",
    @"\|\nabla_\theta E \log(1 - D)\| \to 0",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), figure 2")]
public sealed record SecondFigureImages() : SecondFigure(Images: true);

/// <summary>Figure 3 on drawn images.</summary>
[Entry(
    "arjovsky2017/figure-3-images",
    "On drawn images, at three stages of training, the -log D gradient grows as the fresh discriminator is trained, unless the generator has converged.",
    @"\|\nabla_\theta E[-\log D]\|",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), figure 3")]
public sealed record ThirdFigureImages() : ThirdFigure(Images: true);
