using Saddle.Dynamics;
using Saddle.Papers;

namespace Saddle.App.Reports;

/// <summary>A boundary in segments, with a null after each.</summary>
/// <param name="X">The horizontal values.</param>
/// <param name="Y">The vertical values.</param>
internal sealed record BoundaryInfo(IReadOnlyList<double?> X, IReadOnlyList<double?> Y)
{
    /// <summary>
    /// Where the closed form's radius is 1: a segment through each square of neighbouring cells that it passes
    /// (marching squares); empty where there is no closed form.
    /// </summary>
    /// <param name="diagram">The diagram.</param>
    public static BoundaryInfo Of(PhaseDiagram diagram)
    {
        var (xs, ys) = (new List<double?>(), new List<double?>());
        if (Excess(diagram) is not { } excess)
        {
            return new(xs, ys);
        }

        for (var row = 0; row + 1 < diagram.Y.Values.Length; row++)
        {
            for (var column = 0; column + 1 < diagram.X.Values.Length; column++)
            {
                var crossings = Crossings(diagram, excess, row, column);
                for (var k = 0; k + 1 < crossings.Count; k += 2)
                {
                    xs.AddRange([crossings[k].X, crossings[k + 1].X, null]);
                    ys.AddRange([crossings[k].Y, crossings[k + 1].Y, null]);
                }
            }
        }

        return new(xs, ys);
    }

    /// <summary>The closed form's radius less 1, by row and column; null where a cell has none.</summary>
    private static double[,]? Excess(PhaseDiagram diagram)
    {
        var (columns, rows) = (diagram.X.Values.Length, diagram.Y.Values.Length);
        if (diagram.Corners.Any(corner => Known(corner) is null))
        {
            return null; // told before all cells are asked
        }

        var excess = new double[rows, columns];
        for (var cell = 0; cell < diagram.Cells; cell++)
        {
            if (Known(cell) is not { } known)
            {
                return null;
            }

            excess[cell / columns, cell % columns] = known.Radius - 1;
        }

        return excess;

        KnownRadius? Known(int cell)
        {
            var (game, rule) = diagram.At(cell);
            return ClosedForm.Find(game, rule);
        }
    }

    /// <summary>
    /// Where the boundary passes the edges of a square: those between corners of different sign, in turn.
    /// </summary>
    private static List<(double X, double Y)> Crossings(PhaseDiagram diagram, double[,] excess, int row, int column)
    {
        var (columns, rows) = (diagram.X.Values, diagram.Y.Values);
        (int Row, int Column)[] corners = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)];
        var crossings = new List<(double X, double Y)>();
        for (var k = 0; k < corners.Length; k++)
        {
            var (from, to) = (corners[k], corners[(k + 1) % corners.Length]);
            var (before, after) = (excess[from.Row, from.Column], excess[to.Row, to.Column]);
            if (before < 0 != after < 0)
            {
                var share = before / (before - after);
                crossings.Add((
                    columns[from.Column] + (share * (columns[to.Column] - columns[from.Column])),
                    rows[from.Row] + (share * (rows[to.Row] - rows[from.Row]))));
            }
        }

        return crossings;
    }
}
