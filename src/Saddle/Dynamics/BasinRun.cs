namespace Saddle.Dynamics;

/// <summary>One run of a basin.</summary>
/// <param name="Run">Its number.</param>
/// <param name="Start">Its start.</param>
/// <param name="Earlier">Its state after nine tenths of the updates.</param>
/// <param name="Final">Its last state.</param>
/// <param name="Succeeds">Whether it succeeds, by each of the game's success rules in their order.</param>
public sealed record BasinRun(
    int Run,
    double[] Start,
    double[] Earlier,
    double[] Final,
    IReadOnlyList<bool> Succeeds);
