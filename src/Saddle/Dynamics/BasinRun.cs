namespace Saddle.Dynamics;

/// <summary>One run of a basin.</summary>
/// <param name="Run">Its number.</param>
/// <param name="Start">Its start.</param>
/// <param name="Earlier">Its state after nine tenths of the updates.</param>
/// <param name="Final">Its last state.</param>
public sealed record BasinRun(int Run, double[] Start, double[] Earlier, double[] Final);
