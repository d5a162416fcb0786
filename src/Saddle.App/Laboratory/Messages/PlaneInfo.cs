using Saddle.Figures;

namespace Saddle.App.Laboratory.Messages;

/// <summary>The plane of a game of one coordinate a player.</summary>
internal sealed record PlaneInfo(IReadOnlyList<double> Low, IReadOnlyList<double> High, string Type, Arrows Field);
