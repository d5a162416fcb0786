namespace Saddle.App.Laboratory.Messages;

/// <summary>What a run's generator painted.</summary>
/// <param name="Step">The updates behind it.</param>
/// <param name="Sentences">What was asked for.</param>
/// <param name="Reads">The most sentences that it reads.</param>
/// <param name="Pictures">The draws.</param>
/// <param name="Note">How they were read.</param>
internal sealed record PaintAnswer(
    long Step, IReadOnlyList<string> Sentences, int Reads, IReadOnlyList<PaintedInfo> Pictures, string Note);
