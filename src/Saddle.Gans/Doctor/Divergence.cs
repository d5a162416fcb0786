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

    // What has been larger and comes back does not run away.
    private const double AtItsLargest = 0.5;

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
            return Found(run, $"training has diverged: {failure}", [("updates", run.Step)]);
        }

        if (NotFinite(run) is var (lost, since, entries))
        {
            return Found(
                run,
                FormattableString.Invariant(
                    $"training has diverged: {lost} is no longer a finite number from step {since} on"),
                [($"{lost}/not-finite-since", since), ($"{lost}/not-finite-entries", entries)]);
        }

        foreach (var name in new[] { LossFigures.OfGenerator, LossFigures.OfDiscriminator })
        {
            if (Means(name, run) && run.LateMagnitude(name) is { } late && late > AbsurdLoss)
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

        return run.Foreign ? RunsAway(run) : Slope(run);
    }

    // Of a run of Saddle's one such value ends training. In a log of another program's those that pass are missing
    // ones, or a scaler's that tried too much: what has diverged stays so to the end.
    private static (string Name, long Since, int Entries)? NotFinite(CaseHistory run)
    {
        foreach (var (name, entries) in run.Series)
        {
            var last = run.Foreign
                ? entries.Reverse().TakeWhile(e => !double.IsFinite(e.Value)).ToList()
                : [.. entries.Where(e => !double.IsFinite(e.Value)).Reverse()];
            if (last.Count > 0)
            {
                return (name, last[^1].Step, last.Count);
            }
        }

        return null;
    }

    // A critic's scores have no origin: where it drifts the generator's loss goes with it, and means nothing.
    private static bool Means(string name, CaseHistory run) =>
        !run.Foreign
        || name != LossFigures.OfGenerator
        || run.Losses.Forms.All(f => f.Family != LossFamily.Wasserstein);

    // A discriminator that does ever worse, where the generator does not gain by it.
    private static Diagnosis? RunsAway(CaseHistory run)
    {
        const string Name = LossFigures.OfDiscriminator;
        return run.Losses is { Forms.Count: 0 }
            && !run.Losses.Figures.Falls(Name)
            && run.Early(Name) is { } early
            && run.Late(Name) is { } late
            && run.Largest(Name) is { } largest
            && late > Growth * early
            && late > Growth * LossForm.All[0].Chance
            && late > AtItsLargest * largest
            ? Found(
                run,
                FormattableString.Invariant($"training diverges: {Name} has grown from {early:G3} to {late:G3}, ")
                + "where one that says nothing has about 1, and the generator does not gain by it",
                [($"{Name}/early", early), (Name, late)])
            : null;
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
                Code = run.Foreign && run.Losses.IsCritic ? PyTorchCode.GradientPenalty(run) : PyTorchCode.R1(run),
            },
            .. Guarded(run),
            new(
                "divide both rates by 10 alone",
                "an update multiplies each mode of the game by 1 - eta lambda: what is beyond the unit circle "
                + "at one rate is within it at a lower one, unless the game only rotates",
                "Mescheder et al. 2017 (arXiv:1705.10461), section 3")
            {
                Code = PyTorchCode.LowerRates(run),
            },
            new(
                "take alternating turns or extragradient instead of simultaneous descent",
                "simultaneous descent leaves a rotation at every rate",
                "Gidel et al. 2019 (arXiv:1802.10551), section 3")
            {
                Code = PyTorchCode.Optimistic(run),
            },
        ]);

    // Saddle's own losses and steps have no such hole.
    private static IEnumerable<Advice> Guarded(CaseHistory run) => PyTorchCode.Guard(run) is { Count: > 0 } lines
        ?
        [
            new(
                "hold gradients to a length, leave out batches whose gradient is not finite, "
                + "and take losses from scores",
                "one batch that is not finite is in every parameter after it",
                "Pascanu, Mikolov and Bengio 2013 (arXiv:1211.5063), section 3.2")
            {
                Code = lines,
            },
        ]
        : [];
}
