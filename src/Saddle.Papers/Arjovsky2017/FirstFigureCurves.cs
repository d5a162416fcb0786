using Saddle.Catalog;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>Figure 1 on a circle to be learnt by a curve.</summary>
[Entry(
    "arjovsky2017/figure-1-curves",
    "On a circle in space to be learnt by a curve, at three stages of training, the error of a fresh "
        + "discriminator goes to 0 and its accuracy to 1.",
    @"D \to D^*:\ L(D) \to 0",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), figure 1")]
public sealed record FirstFigureCurves() : FirstFigure(Images: false);
