namespace Saddle;

/// <summary>A component that a command needs is not there.</summary>
/// <param name="message">What is missing, and the command that gets it.</param>
public sealed class MissingComponentException(string message) : Exception(message);
