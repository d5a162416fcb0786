namespace Saddle.App.Laboratory.Messages;

/// <summary>A figure over the updates.</summary>
internal sealed record SeriesInfo(string Name, IReadOnlyList<long> Steps, IReadOnlyList<double?> Values);
