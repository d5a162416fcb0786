namespace Saddle.App.Laboratory.Messages;

/// <summary>
/// What measuring a claim sends: the share of its runs that is done, where it trains networks, and at last what was
/// found.
/// </summary>
internal sealed record ClaimEvent(double? Share = null, FindingInfo? Finding = null);
