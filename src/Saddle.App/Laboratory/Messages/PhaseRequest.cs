namespace Saddle.App.Laboratory.Messages;

/// <summary>
/// What the phase-diagram page asks for; the axes as on the command line: NAME=LO:HI:N or NAME=LO:HI:N:log.
/// </summary>
internal sealed record PhaseRequest(
    string Game,
    string? Rule,
    IReadOnlyDictionary<string, string> Settings,
    string X,
    string Y,
    long Steps,
    ulong Seed = 1);
