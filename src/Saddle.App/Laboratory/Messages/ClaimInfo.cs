using Saddle.Papers;

namespace Saddle.App.Laboratory.Messages;

/// <summary>
/// A statement of a paper; live is the address of the page that shows it in motion, null where none does.
/// </summary>
internal sealed record ClaimInfo(
    string Name,
    string Paper,
    string Statement,
    string Equations,
    string Source,
    Published Published,
    string Condition,
    Outcome Expected,
    string? Live);
