using System.Globalization;
using Saddle.Catalog;

namespace Saddle.Gans.Doctor;

/// <summary>Nothing else is wrong, but most of what is generated is not near the data yet.</summary>
[Entry(
    "unfinished",
    "nothing else is wrong, but samples are not near the data yet",
    @"P(G(z) \in \textstyle\bigcup_i B(x_i, \mathrm{NN}_k(x_i))) < 1/2",
    "Kynkäänniemi et al. 2019 (arXiv:1904.06991), section 2")]
public sealed record Unfinished : Ailment
{
    /// <inheritdoc/>
    public override int Place => 90;

    /// <inheritdoc/>
    public override bool OnlyAlone => true;

    /// <inheritdoc/>
    public override Diagnosis? Examine(CaseHistory run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return ModeCollapse.Precision(run) is { } precision && precision < ModeCollapse.Near
            ? new(
                "too-short",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the run is too short to tell: nothing is wrong in itself, "
                    + $"but only {precision:P0} of what is generated is near the data after {run.Step} updates"),
                [("precision", precision), ("updates", run.Step)],
                [Advice.GoOn(run, 4 * run.Step, "what fails and what merely has not arrived look the same")])
            : null;
    }
}
