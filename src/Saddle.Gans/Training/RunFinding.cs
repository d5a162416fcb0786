namespace Saddle.Gans.Training;

/// <summary>What was found when a part of a run was checked.</summary>
/// <param name="File">The file, within the run's folder.</param>
/// <param name="Whole">Whether it is as it should be.</param>
/// <param name="Finding">What it holds, or what is wrong, in a line.</param>
public sealed record RunFinding(string File, bool Whole, string Finding);
