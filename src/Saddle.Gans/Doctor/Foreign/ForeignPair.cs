using Saddle.Data.Logs;

namespace Saddle.Gans.Doctor.Foreign;

/// <summary>Two players of a foreign run.</summary>
/// <param name="Name">Which pair, as A or B of a CycleGAN; null where there is one.</param>
/// <param name="Series">
/// Figures by Saddle's names (<see cref="LoggedFigure.Series"/>), each with its steps in order.
/// </param>
/// <param name="Columns">The names of the columns that they were taken from.</param>
/// <param name="Unit">What its steps count.</param>
public sealed record ForeignPair(
    string? Name,
    IReadOnlyDictionary<string, IReadOnlyList<(long Step, double Value)>> Series,
    IReadOnlyList<string> Columns,
    LogUnit Unit);
