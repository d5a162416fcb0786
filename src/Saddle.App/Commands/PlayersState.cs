namespace Saddle.App.Commands;

/// <summary>A state, player by player.</summary>
internal sealed record PlayersState(IReadOnlyList<double> Generator, IReadOnlyList<double> Discriminator);
