using System.Globalization;
using System.Text;
using Saddle.Data.Formats;
using Saddle.Dynamics;

namespace Saddle.App.Store;

/// <summary>The cells of a phase diagram in files that other programs read.</summary>
internal static class PhaseFiles
{
    /// <summary>A line a cell, as comma-separated values.</summary>
    /// <param name="diagram">The diagram.</param>
    /// <param name="cells">Its cells.</param>
    public static string Csv(PhaseDiagram diagram, PhaseCells cells)
    {
        var text = new StringBuilder($"{diagram.X.Name},{diagram.Y.Name},predicted,radius,approach,measured,ratio\n");
        var columns = diagram.X.Values.Length;
        for (var cell = 0; cell < diagram.Cells; cell++)
        {
            var (p, m) = (cells.Predicted.GetValueOrDefault(cell), cells.Measured.GetValueOrDefault(cell));
            text.Append(
                CultureInfo.InvariantCulture,
                $"{diagram.X.Values[cell % columns]:R},{diagram.Y.Values[cell / columns]:R},"
                + $"{p?.Verdict},{p?.Radius:R},{p?.Approach},{m?.Measured.Verdict},{m?.Measured.Ratio:R}\n");
        }

        return text.ToString();
    }

    /// <summary>
    /// Arrays x and y, and row by row the radius and the verdicts, as numbers in the order converges, oscillates,
    /// diverges, stalls (NaN for none).
    /// </summary>
    /// <param name="diagram">The diagram.</param>
    /// <param name="cells">Its cells.</param>
    public static byte[] Arrays(PhaseDiagram diagram, PhaseCells cells)
    {
        int[] shape = [diagram.Y.Values.Length, diagram.X.Values.Length];
        return Npz.Write(
            [
                ("x", [diagram.X.Values.Length], diagram.X.Values),
                ("y", [diagram.Y.Values.Length], diagram.Y.Values),
                ("predicted", shape, Values(cell => (double?)(int?)cells.PredictedVerdict(cell))),
                ("radius", shape, Values(cell => cells.Predicted.GetValueOrDefault(cell)?.Radius)),
                ("measured", shape, Values(cell => (double?)(int?)cells.MeasuredVerdict(cell))),
            ]);

        double[] Values(Func<int, double?> value) =>
            [.. Enumerable.Range(0, diagram.Cells).Select(cell => value(cell) ?? double.NaN)];
    }
}
