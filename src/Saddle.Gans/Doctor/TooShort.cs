using System.Globalization;
using Saddle.Catalog;
using Saddle.Data.Logs;

namespace Saddle.Gans.Doctor;

/// <summary>A run of which too little is known to tell.</summary>
[Entry(
    "too-short",
    "too few updates or entries to tell",
    @"n < 300\ \text{or}\ \text{entries} < 20",
    Advice.OwnRule)]
public sealed record TooShort : Ailment
{
    private const string Reason = "what fails and what merely has not begun look the same";

    /// <inheritdoc/>
    public override int Place => 20;

    /// <inheritdoc/>
    public override bool Conclusive => true;

    /// <inheritdoc/>
    public override Diagnosis? Examine(CaseHistory run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var counted = run.Logged.Unit == LogUnit.Update;
        var enough = !counted || run.Step >= run.Needed;
        if (run.WithoutHistory || (enough && run.Entries >= CaseHistory.MinEntries))
        {
            return null;
        }

        return new(
            "too-short",
            string.Create(
                CultureInfo.InvariantCulture,
                $"the run is too short to tell: {(counted ? $"{run.Step} updates and " : string.Empty)}"
                + $"{run.Entries} entries in its {(run.Foreign ? "log" : "metrics")}, of "
                + $"{(counted ? $"{run.Needed} and " : string.Empty)}{CaseHistory.MinEntries} needed"),
            counted ? [("updates", run.Step), ("entries", run.Entries)] : [("entries", run.Entries)],
            [enough ? MoreEntries(run) : Advice.GoOn(run, Math.Max(1000, 4 * run.Step), Reason)]);
    }

    // Twice as many as are needed, in a run of the same length.
    private static Advice MoreEntries(CaseHistory run)
    {
        var every = Math.Max(1, run.Logged.Unit == LogUnit.Update ? run.Step / (2 * CaseHistory.MinEntries) : 10);
        return new(
            FormattableString.Invariant($"log more often: every {every} updates (--set log-every={every})"),
            Reason,
            Advice.OwnRule)
        {
            Code = PyTorchCode.Log(run, every),
        };
    }
}
