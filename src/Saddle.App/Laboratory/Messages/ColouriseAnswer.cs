namespace Saddle.App.Laboratory.Messages;

/// <summary>A photograph in a run's colours.</summary>
/// <param name="Step">The updates behind the generator.</param>
/// <param name="Side">The shorter side, in pixels, at which it was coloured.</param>
/// <param name="Pictures">The draws.</param>
internal sealed record ColouriseAnswer(long Step, int Side, IReadOnlyList<ColouredInfo> Pictures);
