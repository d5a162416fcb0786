namespace Saddle.Papers;

/// <summary>
/// A claim cannot be judged: only a part of its runs was to be made (<see cref="ClaimSetting.Part"/>), which is kept.
/// </summary>
/// <param name="message">Which runs.</param>
public sealed class PartDoneException(string message) : Exception(message);
