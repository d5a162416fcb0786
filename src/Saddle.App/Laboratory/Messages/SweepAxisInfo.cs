namespace Saddle.App.Laboratory.Messages;

/// <summary>What a sweep varies.</summary>
/// <param name="Name">The setting's path, or case.</param>
/// <param name="Values">Its values, or the cases' labels; none for a range.</param>
internal sealed record SweepAxisInfo(string Name, IReadOnlyList<string> Values);
