namespace Saddle.Data.Formats;

/// <summary>A tuple.</summary>
/// <param name="Values">Its values.</param>
public sealed record PickleTuple(IReadOnlyList<object?> Values);
