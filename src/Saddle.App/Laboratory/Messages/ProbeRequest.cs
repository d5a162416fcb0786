namespace Saddle.App.Laboratory.Messages;

/// <summary>A question for a probe.</summary>
/// <param name="Settings">The probe's settings.</param>
/// <param name="Seconds">The time that it may take.</param>
/// <param name="Seed">The seed of what it draws.</param>
internal sealed record ProbeRequest(IReadOnlyDictionary<string, string> Settings, int Seconds = 60, long Seed = 1);
