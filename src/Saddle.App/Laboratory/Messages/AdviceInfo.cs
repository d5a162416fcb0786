namespace Saddle.App.Laboratory.Messages;

/// <summary>Something to change.</summary>
internal sealed record AdviceInfo(string Change, string Why, string Source);
