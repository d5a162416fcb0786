namespace Saddle.App.Laboratory.Messages;

/// <summary>A question for the doctor.</summary>
/// <param name="Seconds">The time that its probes may take.</param>
/// <param name="Seed">The seed of what they draw.</param>
internal sealed record DoctorRequest(int Seconds = 60, long Seed = 1);
