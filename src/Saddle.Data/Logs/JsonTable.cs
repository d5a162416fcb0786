namespace Saddle.Data.Logs;

/// <summary>A part of a JSON document that is a table, and where it lies.</summary>
/// <param name="Path">Its place: names with points between them; the run's name where it is one's.</param>
/// <param name="Prefix">What stands before its columns' names.</param>
/// <param name="Table">The table.</param>
/// <param name="IsRun">Whether it is the table of a run that the document names.</param>
internal sealed record JsonTable(string Path, string Prefix, LogTable Table, bool IsRun);
