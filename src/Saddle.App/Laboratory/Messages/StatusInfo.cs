namespace Saddle.App.Laboratory.Messages;

/// <summary>What the laboratory is doing.</summary>
/// <param name="Jobs">The running jobs.</param>
/// <param name="Most">The most at once.</param>
internal sealed record StatusInfo(IReadOnlyList<string> Jobs, int Most);
