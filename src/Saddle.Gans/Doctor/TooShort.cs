using System.Globalization;
using Saddle.Catalog;

namespace Saddle.Gans.Doctor;

/// <summary>A run of which too little is known to tell.</summary>
[Entry(
    "too-short",
    "too few updates or entries to tell",
    @"n < 300\ \text{or}\ \text{entries} < 20",
    "none: a rule of this laboratory's")]
public sealed record TooShort : Ailment
{
    // Adam's mean square with beta2 = 0.99 to 0.999 is made of the last 100 to 1,000 gradients: before a few hundred
    // updates its steps are not those of training.
    private const long Updates = 300;

    // Two medians over a tenth of the entries, of at least two each.
    private const int Entries = 20;

    private const string Reason = "what fails and what merely has not begun look the same";

    private static readonly Advice MoreEntries = new("--set log-every: a smaller one", Reason, "none");

    /// <inheritdoc/>
    public override int Place => 20;

    /// <inheritdoc/>
    public override bool Conclusive => true;

    /// <inheritdoc/>
    public override Diagnosis? Examine(CaseHistory run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Step >= Updates && run.Entries >= Entries)
        {
            return null;
        }

        return new(
            "too-short",
            string.Create(
                CultureInfo.InvariantCulture,
                $"the run is too short to tell: {run.Step} updates and {run.Entries} entries in its metrics, "
                + $"of {Updates} and {Entries} needed"),
            [("updates", run.Step), ("entries", run.Entries)],
            [run.Step >= Updates ? MoreEntries : Advice.GoOn(run, Math.Max(1000, 4 * run.Step), Reason)]);
    }
}
