using Saddle.Dynamics;

namespace Saddle.App.Store;

/// <summary>The cells of a phase diagram that are done, by number.</summary>
/// <param name="Predicted">Those that are predicted.</param>
/// <param name="Measured">Those that are measured.</param>
internal sealed record PhaseCells(Dictionary<int, PredictedCell> Predicted, Dictionary<int, MeasuredCell> Measured)
{
    /// <summary>The predicted verdict of a cell; null where there is none.</summary>
    /// <param name="cell">The cell's number.</param>
    public Verdict? PredictedVerdict(int cell) => Predicted.GetValueOrDefault(cell)?.Verdict;

    /// <summary>The measured verdict of a cell; null where there is none.</summary>
    /// <param name="cell">The cell's number.</param>
    public Verdict? MeasuredVerdict(int cell) => Measured.GetValueOrDefault(cell)?.Measured.Verdict;
}
