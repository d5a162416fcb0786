namespace Saddle.Data.Logs;

/// <summary>What a gap before a number says of it.</summary>
/// <param name="Name">Its name; empty where it has none.</param>
/// <param name="IsCounter">Whether it counts steps.</param>
/// <param name="Opened">The bracket that opens right before it; 0 where none does.</param>
internal readonly record struct TextGap(string Name, bool IsCounter, char Opened);
