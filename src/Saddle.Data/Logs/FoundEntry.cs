namespace Saddle.Data.Logs;

/// <summary>A file or folder that was met beneath another.</summary>
/// <param name="Path">The way to it.</param>
/// <param name="Real">Where it lies, links followed.</param>
/// <param name="Depth">How many folders deep.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
internal readonly record struct FoundEntry(string Path, string Real, int Depth, bool IsFolder);
