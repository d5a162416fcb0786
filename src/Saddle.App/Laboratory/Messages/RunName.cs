namespace Saddle.App.Laboratory.Messages;

/// <summary>The name of a run.</summary>
internal sealed record RunName(string Name);
