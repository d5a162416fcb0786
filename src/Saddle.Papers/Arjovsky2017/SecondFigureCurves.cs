using Saddle.Catalog;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>Figure 2 on a circle to be learnt by a curve.</summary>
[Entry(
    "arjovsky2017/figure-2-curves",
    "On a circle in space to be learnt by a curve, at three stages of training, the log(1 - D) gradient falls as "
        + "the fresh discriminator is trained.",
    @"\|\nabla_\theta E \log(1 - D)\| \to 0",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), figure 2")]
public sealed record SecondFigureCurves() : SecondFigure(Images: false);
