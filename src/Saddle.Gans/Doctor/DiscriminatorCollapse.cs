using System.Globalization;
using Saddle.Catalog;
using Saddle.Gans.Probes;

namespace Saddle.Gans.Doctor;

/// <summary>
/// A discriminator that says nothing where another one of its architecture, trained for a moment, would.
/// </summary>
[Entry(
    "discriminator-collapse",
    "the discriminator says nothing, though there is something to say",
    @"f(x) \approx c\ \forall x,\quad \mathrm{AUC}(f^*) \gg 1/2",
    "Li et al. 2018 (arXiv:1706.09884)")]
public sealed record DiscriminatorCollapse : Ailment
{
    // Beyond a coin's throw it tells less than half of what a fresh one tells.
    private const double Half = 0.5;

    // Scores within 0.01 of each other: probabilities within 0.25 % of each other.
    internal const double Silent = 0.01;
    private const double DeadShare = 0.9;

    // A fresh one tells nine pairs of ten: the samples do differ.
    private const double Telling = 0.9;

    /// <inheritdoc/>
    public override int Place => 30;

    /// <inheritdoc/>
    public override Diagnosis? Examine(CaseHistory run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Foreign ? FromLosses(run) : FromProbes(run);
    }

    private static Diagnosis? FromLosses(CaseHistory run) =>
        run.Losses is { Agreed: Standing.GeneratorWins } losses
            ? Found(
                run,
                $"the generator wins against a discriminator that does not follow, and takes practically every "
                + $"generated sample for real: {losses.Read}; samples need not be like the data for that",
                losses.Evidence)
            : null;

    private static Diagnosis? FromProbes(CaseHistory run)
    {
        if (run.Ask(new DiscriminatorCollapseProbe()) is not { } own || !ModeCollapse.Poor(run)
            || (own["score-spread"] > Silent && own["dead-units"] < DeadShare * own["units"])
            || run.Ask(new OptimalDiscriminatorProbe()) is not { } fresh || fresh["separation"] < Telling
            || Math.Abs(own["separation"] - 0.5) > Half * (fresh["separation"] - 0.5))
        {
            return null;
        }

        return Found(
            run,
            string.Create(
                CultureInfo.InvariantCulture,
                $"the discriminator has collapsed: a real sample scores above a generated one with a chance of "
                + $"{own["separation"]:P0} and all scores lie within {own["score-spread"]:G2}, "
                + $"though a fresh discriminator tells them with {fresh["separation"]:P0}"),
            [
                ("separation", own["separation"]),
                ("score-spread", own["score-spread"]),
                ("dead-units", own["dead-units"]),
                ("units", own["units"]),
                ("fresh/separation", fresh["separation"]),
            ]);
    }

    private static Diagnosis Found(
        CaseHistory run, string sentence, IReadOnlyList<(string Name, double Value)> evidence) => new(
        "discriminator-collapse",
        sentence,
        evidence,
        run.Foreign ? [Faster(run), Leaking(run)] : [Looser(run), Faster(run), Leaking(run)]);

    private static Advice Looser(CaseHistory run) => new(
        "loosen what holds the discriminator: replace weight-clipping by gradient-penalty, "
        + "or lower the penalty's weight",
        "clipping drives weights to the bound and gradients to 0 through the layers",
        "Gulrajani et al. 2017 (arXiv:1704.00028), section 3")
    {
        Settings = [.. Remedy.Slope(run), .. Remedy.TwoTimeScales(run), .. Remedy.Leak(run)],
    };

    private static Advice Faster(CaseHistory run) => new(
        "raise the discriminator's rate (rule.eta-d), or give it more steps (k)",
        "a discriminator that does not follow the generator has nothing to say of it",
        "Heusel et al. 2017 (arXiv:1706.08500), theorem 1")
    {
        Code = PyTorchCode.DiscriminatorFollows(run),
    };

    private static Advice Leaking(CaseHistory run) => new(
        "let the discriminator's rectifiers leak (--set discriminator.slope=0.2)",
        "rectifiers that leak cannot die",
        "Radford et al. 2016 (arXiv:1511.06434), section 3")
    {
        Code = PyTorchCode.Leak(run),
    };
}
