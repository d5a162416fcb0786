namespace Saddle.App.Laboratory.Messages;

/// <summary>A question for the steps that converge.</summary>
internal sealed record ScanRequest(string Game, string? Rule, IReadOnlyDictionary<string, string> Settings);
