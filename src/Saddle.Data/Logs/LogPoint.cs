namespace Saddle.Data.Logs;

/// <summary>A number of a log.</summary>
/// <param name="Step">Where it stands, in the log's own unit; not a number where the log does not say.</param>
/// <param name="Value">The number; not finite where the log has it so.</param>
public readonly record struct LogPoint(double Step, double Value);
