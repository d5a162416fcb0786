namespace Saddle.App.Laboratory.Messages;

/// <summary>What the playground sends: first the target, then frame upon frame.</summary>
internal sealed record PlaygroundEvent(PlaygroundTarget? Target = null, PlaygroundFrame? Frame = null);
