namespace Saddle.App.Sweeps;

/// <summary>One run of a sweep.</summary>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Point">The number of its settings: the cells of one point differ in their seeds alone.</param>
/// <param name="Choices">Its settings, in the order of the axes.</param>
/// <param name="Seed">Its seed.</param>
internal sealed record SweepCell(int Number, int Point, IReadOnlyList<SweepChoice> Choices, long Seed);
