using Saddle.Dynamics;

namespace Saddle.App.Laboratory.Messages;

/// <summary>
/// A cell: its number row by row, how many cells it stands for on either side until finer ones come, and its verdicts.
/// </summary>
internal sealed record PhaseCell(int Cell, int Size, Verdict? Predicted, double? Radius, Verdict Measured);
