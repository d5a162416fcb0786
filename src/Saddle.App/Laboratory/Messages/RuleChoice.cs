namespace Saddle.App.Laboratory.Messages;

/// <summary>A rule with settings of the game and the rule, as text by name.</summary>
internal sealed record RuleChoice(string? Rule, IReadOnlyDictionary<string, string> Settings);
