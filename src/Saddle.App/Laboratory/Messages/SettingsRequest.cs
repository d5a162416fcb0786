namespace Saddle.App.Laboratory.Messages;

/// <summary>A question for the settings that hold a run's networks.</summary>
/// <param name="X">The range along a row, NAME=LO:HI:N or NAME=LO:HI:N:log; empty for the usual one.</param>
/// <param name="Y">The range along a column; empty for none, or the usual one where both are empty.</param>
/// <param name="Updates">The updates that the answer is about.</param>
/// <param name="Lines">The lines of the map on which the edge is confirmed by short runs.</param>
/// <param name="Seconds">The time that it may take.</param>
/// <param name="Seed">The seed of what is drawn.</param>
internal sealed record SettingsRequest(
    string X = "", string Y = "", int Updates = 1000, int Lines = 3, int Seconds = 300, long Seed = 1);
