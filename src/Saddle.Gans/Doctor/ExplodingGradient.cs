using System.Globalization;
using Saddle.Catalog;
using Saddle.Gans.Objectives;
using Saddle.Gans.Probes;

namespace Saddle.Gans.Doctor;

/// <summary>
/// A discriminator that tells every sample, under -log D: the generator's gradient is that of the raw scores, and grows
/// with their slope.
/// </summary>
[Entry(
    "exploding-gradient",
    "a perfect discriminator makes the -log D gradient large and rough",
    @"\|\nabla_\theta E\,(-\log D)\| \to \infty,\ \text{coordinates Cauchy}",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorem 2.6, figure 3")]
public sealed record ExplodingGradient : Ailment
{
    // Beyond the factor 2 that comes of 1 - D going from 1/2 to 1.
    private const double Growth = 4;

    // -log D of a sample that is taken for real with 5 %.
    private const double SureLoss = 3;

    /// <inheritdoc/>
    public override int Place => 50;

    /// <inheritdoc/>
    public override Diagnosis? Examine(CaseHistory run)
    {
        ArgumentNullException.ThrowIfNull(run);
        const string Name = "gradient-norm/generator";

        // A fast discriminator may be perfect within the first tenth of training: the first entry counts, too.
        if (run.Early(Name) is not { } median
            || run.Late(Name) is not { } late
            || (Math.Min(median, run.Series[Name][0].Value) is var early && late < Growth * early))
        {
            return null;
        }

        if (run.Foreign)
        {
            return run.Late("loss/discriminator") is { } d and >= 0 and < 2 * VanishingGradient.SureLoss
                && run.Late("loss/generator") is { } g and > SureLoss
                ? Found(
                    run,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the generator's gradient has grown from {early:G2} to {late:G2} while the losses are {g:G2} "
                        + $"and {d:G2}: if they are -log D and a cross entropy, "
                        + $"the discriminator is perfect and the gradient rough"),
                    [("early", early), ("late", late), ("loss/generator", g), ("loss/discriminator", d)])
                : null;
        }

        if (run.Objective is not NonSaturating
            || run.Ask(new DiscriminatorCollapseProbe()) is not { } own
            || own["separation"] < VanishingGradient.Perfect)
        {
            return null;
        }

        var tails = run.Ask(new GradientTailsProbe());
        return Found(
            run,
            string.Create(
                CultureInfo.InvariantCulture,
                $"the discriminator tells every sample (a chance of {own["separation"]:P1}) and the generator's "
                + $"gradient under -log D has grown from {early:G2} to {late:G2}; the tail index of its coordinates is "
                + $"{tails?["tail-index"]:G2} (Cauchy 1, finite variance above 2)"),
            [
                ("separation", own["separation"]),
                ("gradient-norm/early", early),
                ("gradient-norm/late", late),
                ("tail-index", tails?["tail-index"] ?? double.NaN),
            ]);
    }

    private static Diagnosis Found(
        CaseHistory run, string sentence, IReadOnlyList<(string Name, double Value)> evidence) => new(
        "exploding-gradient",
        sentence,
        evidence,
        [
            new(
                "add r1, and take rates that are not far apart",
                "the penalty holds the slope that the generator's gradient is made of, "
                + "and a generator that follows leaves the discriminator something to judge",
                "Mescheder et al. 2018 (arXiv:1801.04406), section 4; Heusel et al. 2017 (arXiv:1706.08500), section 2")
            {
                Settings = [.. Remedy.ZeroSlope(run), .. Remedy.GeneratorFollows(run)],
                Code = PyTorchCode.R1(run),
            },
            new(
                "add instance-noise with a standard deviation of about a tenth of the data's, annealed, with a floor",
                "noise on both sides bounds the slope of the optimal discriminator's logarithm",
                "Arjovsky and Bottou 2017 (arXiv:1701.04862), section 3")
            {
                Code = PyTorchCode.InstanceNoise(run),
            },
            new(
                "lower the discriminator's rate (rule.eta-d) or raise the generator's (rule.eta-g)",
                "the discriminator runs ahead of the generator",
                "Heusel et al. 2017 (arXiv:1706.08500), section 2")
            {
                Code = PyTorchCode.GeneratorFollows(run),
            },
        ]);
}
