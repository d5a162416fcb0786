namespace Saddle.App.Laboratory.Messages;

/// <summary>A claim to measure, as <c>PAPER/CLAIM</c>.</summary>
internal sealed record ClaimRequest(string Claim, ulong Seed = 1);
