namespace Saddle.App.Laboratory.Messages;

/// <summary>A recipe to train.</summary>
internal sealed record RunRequest(string Recipe, int? Steps = null, int? Seed = null);
