namespace Saddle.Torch;

/// <summary>One of the processes that work together is gone, so the others cannot go on.</summary>
/// <param name="message">What is known of it.</param>
/// <param name="cause">What libtorch said.</param>
public sealed class LostProcessException(string message, Exception? cause = null) : Exception(message, cause)
{
    internal LostProcessException(int size, TorchException cause)
        : this($"one of {size} processes is gone ({cause.Reason})", cause)
    {
    }
}
