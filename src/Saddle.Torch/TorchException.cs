namespace Saddle.Torch;

/// <summary>What libtorch said when a call failed.</summary>
/// <param name="message">Its text.</param>
public sealed class TorchException(string message) : Exception(message);
