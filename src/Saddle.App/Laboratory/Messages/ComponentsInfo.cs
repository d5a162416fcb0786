namespace Saddle.App.Laboratory.Messages;

/// <summary>What this machine lacks.</summary>
/// <param name="NoTorch">How to install libtorch, where it is missing.</param>
internal sealed record ComponentsInfo(string? NoTorch);
