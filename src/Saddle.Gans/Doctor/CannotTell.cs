using System.Globalization;
using Saddle.Catalog;
using Saddle.Data.Logs;

namespace Saddle.Gans.Doctor;

/// <summary>
/// A log of another program's of which the losses leave open what they mean, or whether the run is well: what they
/// could mean, and what to state or to log so that it can be told.
/// </summary>
[Entry(
    "cannot-tell",
    "the log leaves open whether the run is well",
    @"L_D(D, G) = L_D(D', G'),\ P_G \neq P_{G'}",
    Advice.OwnRule)]
public sealed record CannotTell : Ailment
{
    // What is as large as ever, and twice what it was: the generator comes no nearer.
    private const double AtItsLargest = 0.9;
    private const double Growth = 2;

    // The loss of a critic that learns stays on one side of zero, but for its first steps and the noise of batches:
    // medians do.
    private const double Swing = 0.1;

    /// <inheritdoc/>
    public override int Place => 100;

    /// <inheritdoc/>
    public override bool OnlyAlone => true;

    /// <inheritdoc/>
    public override Diagnosis? Examine(CaseHistory run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var why = run.Foreign ? Missing(run) ?? Frozen(run) ?? Critic(run) ?? Open(run) : null;
        return why is null
            ? null
            : new("cannot-tell", $"this cannot be told from the log: {why}", Evidence(run), What(run));
    }

    private static string? Missing(CaseHistory run) => run.Losses.Figures switch
    {
        { Discriminator: null, Generator: null, Generated: null } =>
            "neither player's loss is in it, nor what the discriminator makes of samples",
        { Discriminator: null, Generated: null } =>
            "the generator's loss alone says little, because it goes down as the generator gets better, and as the "
            + "discriminator gets worse",
        _ => null,
    };

    private static string? Frozen(CaseHistory run)
    {
        if (run.Losses.Figures.Frozen is not { Count: > 0 } frozen)
        {
            return null;
        }

        var names = string.Join(" and ", frozen.Select(f => LossFigures.Words[f]));
        return $"{names} {(frozen.Count > 1 ? "are" : "is")} the same number to the last digit throughout the second "
            + $"half ({run.Losses.Said}): either nothing moves the player, or it was not its loss that was logged";
    }

    private static string? Critic(CaseHistory run)
    {
        const string Name = LossFigures.OfDiscriminator;
        if (!run.Losses.IsCritic
            || run.LateMagnitude(Name) is not { } late
            || run.Early(Name) is not { } early)
        {
            return null;
        }

        return late < DiscriminatorCollapse.Silent
            ? $"{run.Losses.Read}; a critic whose scores do not differ says nothing, and neither does its loss: "
                + "the laws may be equal, or the critic dead"
            : run.Least(Name) is { } least && run.Largest(Name) is { } most && Swings(least, most)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{run.Losses.Read}; it swings between {least:G3} and {most:G3}, and beyond zero a critic does worse "
                + $"than one that says nothing")
            : late > Growth * Math.Abs(early) && late > AtItsLargest * Largest(run)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{run.Losses.Read}; it has grown from {early:G3} in size, and is the distance of the laws as the "
                + $"critic sees it: the generator comes no nearer, or nothing holds the critic's slope")
            : null;
    }

    private static bool Swings(double least, double most) =>
        least < 0 && most > 0 && Math.Min(-least, most) > Swing * Math.Max(-least, most);

    private static string? Open(CaseHistory run)
    {
        var losses = run.Losses;
        return losses.IsCritic
            ? null
            : losses.Standings.Count == 0
            ? $"{losses.Said}: no objective that {Asked(run)} allows both"
            : losses.Agreed switch
            {
                null => $"{losses.Said}: "
                    + string.Join("; ", losses.Standings.Select(Reading).Distinct(StringComparer.Ordinal)),
                Standing.DiscriminatorLeads =>
                    $"{losses.Read}: the discriminator is well ahead, but not perfect; healthy runs, and "
                    + "such as have lost a part of the data, look alike there",
                Standing.GeneratorLeads =>
                    $"{losses.Read}: the generator is well ahead of a discriminator that tells few "
                    + "samples, which leaves open what they are",
                _ => null,
            };
    }

    // As often as now; where the log does not count updates, every tenth.
    private static long Every(CaseHistory run) => run.Logged.Unit == LogUnit.Update && run.Entries > 0
        ? Math.Max(1, run.Step / run.Entries)
        : 10;

    private static string Asked(CaseHistory run) =>
        run.Logged is { IsObjectiveSeen: true, Objective: var seen } ? $"is seen in the script ({seen})"
        : run.Logged.Objective is { } stated ? $"--objective {stated} names"
        : "is known";

    private static string Reading((LossForm? Form, Standing Standing) reading) => reading.Form is { } form
        ? $"read as {LossReading.Named(form)}, {LossReading.Told(reading.Standing)}"
        : $"by D(x) and D(G(z)), {LossReading.Told(reading.Standing)}";

    private static double Largest(CaseHistory run) =>
        Math.Max(
            Math.Abs(run.Largest(LossFigures.OfDiscriminator) ?? 0),
            Math.Abs(run.Least(LossFigures.OfDiscriminator) ?? 0));

    private static IReadOnlyList<(string Name, double Value)> Evidence(CaseHistory run) =>
        run.Losses.Evidence is { Count: > 0 } known ? known : [("entries", run.Entries)];

    private static List<Advice> What(CaseHistory run)
    {
        var advice = new List<Advice>();
        var losses = run.Losses;
        var names = losses.Forms.Select(f => f.Name).Distinct(StringComparer.Ordinal).ToList();
        if (losses.Agreed is null && names.Count > 1)
        {
            advice.Add(new(
                $"state the objective: --objective {string.Join(" or ", names)}",
                "the same losses mean other things under other objectives",
                Advice.OwnRule));
        }

        if (!losses.IsCritic && losses.Figures is not { Discriminator: { }, Generator: { }, Real: { }, Generated: { } })
        {
            advice.Add(new(
                "log both players' losses, and the means of D(x) and D(G(z))",
                "chances that samples are taken for real say under any objective who is ahead",
                Advice.OwnRule)
            {
                Code = PyTorchCode.Log(run, Every(run)),
            });
        }

        advice.Add(Advice.Look(run));
        return advice;
    }
}
