namespace Saddle.App.Laboratory.Messages;

/// <summary>An earlier report.</summary>
/// <param name="Name">Its folder's name.</param>
/// <param name="Written">When it was written.</param>
/// <param name="Claims">What became of each claim in it.</param>
/// <param name="Trouble">Why it cannot be read; null where it can.</param>
internal sealed record ReportInfo(
    string Name,
    DateTimeOffset Written,
    IReadOnlyList<ReportedClaim> Claims,
    string? Trouble);
