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
        if (run.WithoutHistory || (run.Step >= CaseHistory.MinUpdates && run.Entries >= CaseHistory.MinEntries))
        {
            return null;
        }

        return new(
            "too-short",
            string.Create(
                CultureInfo.InvariantCulture,
                $"the run is too short to tell: {run.Step} updates and {run.Entries} entries in its metrics, "
                + $"of {CaseHistory.MinUpdates} and {CaseHistory.MinEntries} needed"),
            [("updates", run.Step), ("entries", run.Entries)],
            [
                run.Step >= CaseHistory.MinUpdates
                    ? MoreEntries
                    : Advice.GoOn(run, Math.Max(1000, 4 * run.Step), Reason),
            ]);
    }
}
