namespace Saddle.App.Laboratory.Messages;

/// <summary>Something to change, with lines of PyTorch where another program trains.</summary>
internal sealed record AdviceInfo(string Change, string Why, string Source, IReadOnlyList<string> Code);
