using System.Globalization;
using Saddle.Catalog;
using Saddle.Gans.Objectives;
using Saddle.Gans.Regularisers;

namespace Saddle.Gans.Doctor;

/// <summary>
/// Numbers that run away: no longer finite, or losses and parameters beyond anything that samples explain.
/// </summary>
/// <remarks>
/// Mescheder et al. 2018, arXiv:1801.04406, section 2: near an equilibrium an eigenvalue of an update beyond the unit
/// circle drives parameters away.
/// </remarks>
[Entry(
    "divergence",
    "losses or parameters run away",
    @"\|z_n\| \to \infty",
    "Mescheder et al. 2018 (arXiv:1801.04406), section 2")]
public sealed record Divergence : Ailment
{
    // A score of 1000 nats is a probability that differs from 0 or 1 by e^-1000: no number of samples asks for it. A
    // critic held to slope 1 would need data 1000 units apart.
    private const double AbsurdLoss = 1000;

    // A critic of slope 1 tells real from generated samples by no more than their distance; one of slope 30 that
    // nothing holds is on its way out.
    private const double AbsurdSlope = 30;

    // Initialisations scale weights to the layer; training that ends elsewhere changes their norm by a small factor,
    // not by ten.
    private const double Growth = 10;

    /// <inheritdoc/>
    public override int Place => 10;

    /// <inheritdoc/>
    public override bool Conclusive => true;

    /// <inheritdoc/>
    public override Diagnosis? Examine(CaseHistory run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Failure is { } failure)
        {
            return Found(run, $"training has diverged: {failure}", []);
        }

        foreach (var name in run.Series.Where(s => s.Value.Any(v => !double.IsFinite(v.Value))).Select(s => s.Key))
        {
            return Found(run, $"training has diverged: {name} is no longer a finite number", []);
        }

        foreach (var name in new[] { "loss/generator", "loss/discriminator" })
        {
            if (run.LateMagnitude(name) is { } late && late > AbsurdLoss)
            {
                return Found(
                    run,
                    FormattableString.Invariant($"training diverges: {name} has come to {late:G3}"),
                    [(name, late)]);
            }
        }

        foreach (var name in new[] { "parameter-norm/generator", "parameter-norm/discriminator" })
        {
            if (run.Early(name) is { } early && run.Late(name) is { } late && late > Growth * early)
            {
                return Found(
                    run,
                    FormattableString.Invariant($"training diverges: {name} has grown from {early:G3} to {late:G3}"),
                    [($"{name}/early", early), ($"{name}/late", late)]);
            }
        }

        return Slope(run);
    }

    // Only the loss that is the scores themselves rewards a slope without end, and only where nothing holds it. It
    // comes in bursts: the largest counts.
    private static Diagnosis? Slope(CaseHistory run) =>
        run.Objective is Wasserstein
            && run.Configuration!.Regularisers.All(r => r is InstanceNoise or ModeRegularisation or ManifoldDiffusion)
            && run.LargestGap("score/real", "score/generated") is { } gap
            && run.Distance() is { } distance
            && gap > AbsurdSlope * distance
            ? Found(
                run,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"training diverges: mean scores of real and generated samples are {gap:G3} apart, "
                    + $"the samples themselves {distance:G3}; the critic's slope grows without bound"),
                [("score-gap", gap), ("distance", distance)])
            : null;

    private static Diagnosis Found(
        CaseHistory run, string sentence, IReadOnlyList<(string Name, double Value)> evidence) => new(
        "divergence",
        sentence,
        evidence,
        [
            new(
                "take a penalty on the discriminator's slope, R1 (r1) for logistic losses or gradient-penalty "
                + "for the Wasserstein one, and divide the rates of plain descent by 10",
                "without a penalty the equilibrium of a game whose laws lie on thin sets repels or is circled; "
                + "with one it attracts, for small rates (Adam's updates do not grow with the gradient)",
                "Mescheder et al. 2018 (arXiv:1801.04406), theorem 4.1")
            {
                Settings = [.. Remedy.Slope(run), .. Remedy.LowerRates(run)],
            },
            new(
                "divide both rates by 10 alone",
                "an update multiplies each mode of the game by 1 - eta lambda: what is beyond the unit circle "
                + "at one rate is within it at a lower one, unless the game only rotates",
                "Mescheder et al. 2017 (arXiv:1705.10461), section 3"),
            new(
                "take alternating turns or extragradient instead of simultaneous descent",
                "simultaneous descent leaves a rotation at every rate",
                "Gidel et al. 2019 (arXiv:1802.10551), section 3"),
        ]);
}
