using System.Globalization;
using Saddle.Catalog;
using Saddle.Gans.Objectives;
using Saddle.Gans.Probes;

namespace Saddle.Gans.Doctor;

/// <summary>
/// A discriminator that tells every sample of a generator that is far off, under a loss whose gradient does not vanish
/// then, but means nothing. Asked of imported networks, and of logs of other programs: in a run of Saddle's that has a
/// history this is a stage of several failures, whose names benchmarks/doctor.py has measured without this one.
/// </summary>
[Entry(
    "perfect-discriminator",
    "the discriminator tells every sample, and the generator is far off",
    @"D = D^*,\ \operatorname{supp} P_r \cap \operatorname{supp} P_g = \emptyset",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorems 2.1, 2.2 and 2.6")]
public sealed record PerfectDiscriminator : Ailment
{
    // Hardly anything that is made lies near the data: where some does, what is missing is the better diagnosis.
    private const double Apart = 0.1;

    /// <inheritdoc/>
    public override int Place => 65;

    /// <inheritdoc/>
    public override Diagnosis? Examine(CaseHistory run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Foreign ? FromLosses(run) : FromProbes(run);
    }

    private static Diagnosis? FromLosses(CaseHistory run) =>
        run.Losses is { Agreed: Standing.DiscriminatorPerfect } losses
            ? Found(
                run,
                $"the discriminator tells practically every sample: {losses.Read}; what gradient it has says little of "
                + "where to go",
                losses.Evidence)
            : null;

    private static Diagnosis? FromProbes(CaseHistory run)
    {
        if (!run.WithoutHistory
            || run.Objective is Saturating or Wasserstein
            || run.Ask(new DiscriminatorCollapseProbe()) is not { } own
            || own["separation"] < VanishingGradient.Perfect
            || ModeCollapse.Precision(run) is not { } near
            || near >= Apart)
        {
            return null;
        }

        return Found(
            run,
            string.Create(
                CultureInfo.InvariantCulture,
                $"the discriminator tells every sample (a chance of {own["separation"]:P1}) of a generator that is far "
                + $"off: {near:P0} of what it makes is near the data; what gradient it has says little of where to go"),
            [("separation", own["separation"]), ("near", near), ("taken-for-real", own["taken-for-real"])]);
    }

    private static Diagnosis Found(
        CaseHistory run, string sentence, IReadOnlyList<(string Name, double Value)> evidence) => new(
        "perfect-discriminator",
        sentence,
        evidence,
        [
            new(
                "take objective wasserstein with gradient-penalty, and rates that are not far apart",
                "its gradient points at the data where supports are apart, however far",
                "Arjovsky, Chintala and Bottou 2017 (arXiv:1701.07875), theorem 3")
            {
                Settings = [.. Remedy.Transport(run), .. Remedy.GeneratorFollows(run)],
                Code = PyTorchCode.GradientPenalty(run),
            },
            new(
                "add instance-noise with a standard deviation of about a tenth of the data's, annealed, with "
                + "a floor",
                "noise on both sides makes the laws overlap, and the optimal discriminator's gradient means "
                + "something then",
                "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorem 3.2 and corollary 3.2")
            {
                Code = PyTorchCode.InstanceNoise(run),
            },
            new(
                "lower the discriminator's rate (rule.eta-d) or raise the generator's (rule.eta-g)",
                "a discriminator that is held back leaves the generator something to follow",
                "Heusel et al. 2017 (arXiv:1706.08500), section 2")
            {
                Code = PyTorchCode.GeneratorFollows(run),
            },
            new(
                "add r1",
                "a slope that is held leaves no sample told for certain at once",
                "Mescheder et al. 2018 (arXiv:1801.04406), theorem 4.1")
            {
                Code = PyTorchCode.R1(run),
            },
            .. Normed(run),
        ]);

    // Saddle's networks have it where their entry says so; there is no setting that adds it.
    private static IEnumerable<Advice> Normed(CaseHistory run) =>
        PyTorchCode.SpectralNorm(run) is { Count: > 0 } lines
            ?
            [
                new(
                    "take spectral norm in the discriminator's layers",
                    "it holds the slope everywhere, at little cost",
                    "Miyato et al. 2018 (arXiv:1802.05957), section 2")
                {
                    Code = lines,
                },
            ]
            : [];
}
