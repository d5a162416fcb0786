namespace Saddle.App.Laboratory.Messages;

/// <summary>Why a request was not answered: one line for the reader.</summary>
/// <param name="Error">What is wrong, where, and what was expected.</param>
internal sealed record Problem(string Error);
