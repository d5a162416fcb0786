namespace Saddle.App.Laboratory.Messages;

/// <summary>A function on the grid.</summary>
internal sealed record CurveInfo(string Name, IReadOnlyList<double?> Values);
