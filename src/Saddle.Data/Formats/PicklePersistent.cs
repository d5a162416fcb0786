namespace Saddle.Data.Formats;

/// <summary>Something outside the pickle that it refers to, such as a tensor's storage.</summary>
/// <param name="Id">What identifies it.</param>
public sealed record PicklePersistent(object? Id);
