using System.Globalization;
using Saddle.Catalog;
using Saddle.Gans.Objectives;
using Saddle.Gans.Probes;

namespace Saddle.Gans.Doctor;

/// <summary>A discriminator that tells every sample, under a loss whose gradient then vanishes.</summary>
[Entry(
    "vanishing-gradient",
    "a perfect discriminator leaves the generator no gradient",
    @"\|D - D^*\| < \epsilon \Rightarrow \|\nabla_\theta E\,\log(1 - D)\| < M \epsilon / (1 - \epsilon)",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorem 2.4")]
public sealed record VanishingGradient : Ailment
{
    /// <summary>Of 100 pairs of a real and a generated sample at most one is mistaken.</summary>
    internal const double Perfect = 0.99;

    // The gradient of log(1 - D) is weighted by D, 1/2 in balance: a tenth of that is left.
    private const double Weight = 0.05;

    // Where the loss is not known: a hundredth of what the gradient was.
    private const double Fall = 0.01;

    // Cross entropy of both sides where each sample is told with 95 %; log 4 = 1.39 in balance.
    internal const double SureLoss = 0.1;

    /// <inheritdoc/>
    public override int Place => 40;

    /// <inheritdoc/>
    public override Diagnosis? Examine(CaseHistory run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Foreign ? FromSeries(run) : FromProbes(run);
    }

    private static Diagnosis? FromProbes(CaseHistory run)
    {
        if (run.Objective is not Saturating
            || run.Ask(new DiscriminatorCollapseProbe()) is not { } own
            || own["separation"] < Perfect
            || own["taken-for-real"] > Weight)
        {
            return null;
        }

        var norms = run.Ask(new GradientNormsProbe());
        return Found(
            run,
            string.Create(
                CultureInfo.InvariantCulture,
                $"the discriminator tells every sample (a chance of {own["separation"]:P1}) and takes generated ones "
                + $"for real with {own["taken-for-real"]:G2}: that is the factor by which the generator's gradient "
                + $"vanishes; it is {norms?["saturating"]:G2} long, "
                + $"where -log D would give {norms?["non-saturating"]:G2}"),
            [
                ("separation", own["separation"]),
                ("taken-for-real", own["taken-for-real"]),
                ("gradient-norm/saturating", norms?["saturating"] ?? double.NaN),
                ("gradient-norm/non-saturating", norms?["non-saturating"] ?? double.NaN),
            ]);
    }

    private static Diagnosis? FromSeries(CaseHistory run) =>
        run.Late("loss/discriminator") is { } loss and >= 0 and < SureLoss
            && run.Late("gradient-norm/generator") is { } late
            && run.Largest("gradient-norm/generator") is { } largest
            && late < Fall * largest
            ? Found(
                run,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the discriminator's loss is {loss:G2} and the generator's gradient has fallen to {late:G2} from "
                    + $"{largest:G2}: if the loss is a cross entropy, "
                    + $"the discriminator is perfect and the gradient vanishes"),
                [
                    ("loss/discriminator", loss),
                    ("gradient-norm/generator", late),
                    ("gradient-norm/generator/largest", largest),
                ])
            : null;

    private static Diagnosis Found(
        CaseHistory run, string sentence, IReadOnlyList<(string Name, double Value)> evidence) => new(
        "vanishing-gradient",
        sentence,
        evidence,
        [
            new(
                "take objective wasserstein with gradient-penalty, and rates that are not far apart",
                "its gradient does not vanish where supports are apart, however far",
                "Arjovsky, Chintala and Bottou 2017 (arXiv:1701.07875), theorem 3; "
                + "Heusel et al. 2017 (arXiv:1706.08500), section 2")
            {
                Settings = [.. Remedy.Transport(run), .. Remedy.GeneratorFollows(run)],
                Code = PyTorchCode.GradientPenalty(run),
            },
            new(
                "add instance-noise with a standard deviation of about a tenth of the data's, annealed, with a floor",
                "noise on both sides makes the laws overlap: "
                + "the optimal discriminator is no longer perfect and its gradient means something",
                "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorem 3.2 and corollary 3.2")
            {
                Code = PyTorchCode.InstanceNoise(run),
            },
            new(
                "lower the discriminator's rate (rule.eta-d) or raise the generator's (rule.eta-g): here the generator "
                + "does not follow",
                "a generator whose rate is far below the discriminator's meets a finished discriminator at every step",
                "Heusel et al. 2017 (arXiv:1706.08500), section 2")
            {
                Code = PyTorchCode.GeneratorFollows(run),
            },
            new(
                "take objective non-saturating",
                "its gradient does not vanish; with a perfect discriminator it becomes rough "
                + "instead, so prefer the first two",
                "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorem 2.6")
            {
                Code = PyTorchCode.NonSaturating(run),
            },
        ]);
}
