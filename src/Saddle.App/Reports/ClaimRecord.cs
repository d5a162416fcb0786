using Saddle.Papers;

namespace Saddle.App.Reports;

/// <summary>What was measured of a claim, as a <see cref="ClaimBook"/> keeps it.</summary>
/// <param name="Claim">The claim, as PAPER/CLAIM.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Measured">The main figure; null where it is no number.</param>
/// <param name="Interval">Its 95 % interval; null where there is none.</param>
/// <param name="Seeds">The number of independent starts or seeds.</param>
/// <param name="Reason">What was found, in words.</param>
/// <param name="Seconds">How long the measurement took; where claims share runs, the first one has their time.</param>
internal sealed record ClaimRecord(
    string Claim,
    Outcome Outcome,
    double? Measured,
    double[]? Interval,
    int Seeds,
    string Reason,
    double Seconds);
