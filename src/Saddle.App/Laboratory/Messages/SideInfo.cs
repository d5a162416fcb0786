namespace Saddle.App.Laboratory.Messages;

/// <summary>A side of the playground as it begins.</summary>
/// <param name="Objective">What the players descend.</param>
/// <param name="Regularisers">What is added.</param>
/// <param name="Rule">The update rule.</param>
internal sealed record SideInfo(EntryChoice Objective, IReadOnlyList<EntryChoice> Regularisers, EntryChoice Rule);
