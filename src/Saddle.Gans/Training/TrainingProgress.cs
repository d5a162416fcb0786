namespace Saddle.Gans.Training;

/// <summary>How far a run is.</summary>
/// <param name="Step">The number of updates made.</param>
/// <param name="Steps">The number of updates to make.</param>
/// <param name="StepsPerSecond">Updates a second, since this process began.</param>
public sealed record TrainingProgress(long Step, long Steps, double StepsPerSecond);
