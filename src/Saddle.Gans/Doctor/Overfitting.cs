using System.Globalization;
using Saddle.Catalog;
using Saddle.Gans.Probes;

namespace Saddle.Gans.Doctor;

/// <summary>A generator that gives back its training data.</summary>
[Entry(
    "overfitting",
    "generated samples are copies of training data",
    @"d(G(z), T) \ll d(x_i, T \setminus x_i)",
    "Meehan, Chaudhuri and Dasgupta 2020 (arXiv:2004.05675)")]
public sealed record Overfitting : Ailment
{
    // One half where nothing is copied, with a standard error of about 0.01: half way to all.
    private const double Nearer = 0.75;

    // Samples that are only smoother than the data are nearer to them than the data are to each other, too; a copy is
    // far nearer.
    private const double Far = 0.5;

    /// <inheritdoc/>
    public override int Place => 80;

    /// <inheritdoc/>
    public override Diagnosis? Examine(CaseHistory run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Ask(new MemorisationProbe()) is { } copies
            && copies["nearer"] > Nearer
            && copies["distance-ratio"] < Far
            ? new(
                "overfitting",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"generated samples are copies: one is nearer to the training set than another item would be with "
                    + $"a chance of {copies["nearer"]:P0}, at {copies["distance-ratio"]:G2} of the distance"),
                [("nearer", copies["nearer"]), ("distance-ratio", copies["distance-ratio"])],
                Advise())
            : null;
    }

    /// <summary>What to change.</summary>
    internal static IReadOnlyList<Advice> Advise() =>
    [
        new(
            "take more data, or augment what both players see",
            "a discriminator with few items learns them by heart, and the generator after it",
            "Karras et al. 2020 (arXiv:2006.06676), section 2"),
        new(
            "stop earlier (--checkpoint best), or take a smaller discriminator",
            "copying comes late in training",
            "Meehan, Chaudhuri and Dasgupta 2020 (arXiv:2004.05675)"),
    ];
}
