using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saddle.App.Commands;
using Saddle.App.Reports;
using Saddle.Catalog;
using Saddle.Dynamics;

namespace Saddle.App.Laboratory;

/// <summary>The phase-diagram page: the verdict over two settings, coarse to fine, cell by cell the same as <c>saddle phase</c>.</summary>
internal static class PhaseEndpoints
{
    private const int MostSide = 200;
    private const int MostSteps = 100_000;
    private const long MostUpdates = 2_000_000_000;
    private const int Part = 512;

    /// <summary>Adds the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/phase", Stream).WithName("phase").Streams<PhasePart>();

    private static Task Stream(PhaseRequest asked, HttpContext context)
    {
        var diagram = Diagram(asked);
        return Answers.Stream<PhasePart>(context, "phase", (send, stopping) => Compute(asked, diagram, send, stopping));
    }

    private static PhaseDiagram Diagram(PhaseRequest asked)
    {
        LimitException.Check("updates a cell", asked.Steps, MostSteps);
        var (x, y) = (PhaseCommand.ReadAxis("x", asked.X), PhaseCommand.ReadAxis("y", asked.Y));
        LimitException.Check("cells a side", Math.Max(x.Values.Length, y.Values.Length), MostSide);
        if (x.Name == y.Name)
        {
            throw new SettingsException($"x and y are both {x.Name}: expected two settings");
        }

        var diagram = new PhaseDiagram(GameEndpoints.Setup(asked.Game, asked.Rule, asked.Settings), x, y, asked.Steps, asked.Seed);
        LimitException.Check("updates of all cells", diagram.Cells * asked.Steps, MostUpdates);
        foreach (var corner in new[] { 0, x.Values.Length - 1, diagram.Cells - x.Values.Length, diagram.Cells - 1 })
        {
            _ = diagram.At(corner);
        }

        return diagram;
    }

    private static void Compute(PhaseRequest asked, PhaseDiagram diagram, Action<PhasePart> send, CancellationToken stopping)
    {
        var columns = diagram.X.Values.Length;
        var command = $"./saddle phase {asked.Game}{GameEndpoints.Options(asked.Rule, asked.Settings)} --x {asked.X} --y {asked.Y} --steps {asked.Steps}{(asked.Seed == 1 ? string.Empty : $" --seed {asked.Seed}")}";
        send(new(diagram.X.Values, diagram.Y.Values, command, PhaseFigure.Boundary(diagram), [], 0));
        var done = 0;
        for (var stride = 16; stride >= 1; stride /= 2)
        {
            // The cells of this mesh that no coarser one had.
            var cells = Enumerable.Range(0, diagram.Cells)
                .Where(c => IsOn(c, stride) && (stride == 16 || !IsOn(c, 2 * stride)))
                .ToList();
            foreach (var part in cells.Chunk(Part))
            {
                var predicted = diagram.Predict(part, cancellation: stopping).ToDictionary(p => p.Cell);
                var measured = diagram.Measure(part, cancellation: stopping).Cells;
                stopping.ThrowIfCancellationRequested();
                done += part.Length;
                send(new(null, null, null, null, [.. measured.Select(m => Cell(m, predicted[m.Cell], stride, diagram.IsClear(predicted[m.Cell])))], (double)done / diagram.Cells));
            }
        }

        bool IsOn(int cell, int stride) => cell % columns % stride == 0 && cell / columns % stride == 0;
    }

    private static PhaseCell Cell(MeasuredCell measured, PredictedCell predicted, int size, bool clear) => new(
        measured.Cell, size, predicted.Verdict, predicted.Radius is { } radius ? Server.Finite(radius) : null, measured.Measured.Verdict, clear);
}

/// <summary>What the phase-diagram page asks for; the axes as on the command line: NAME=LO:HI:N or NAME=LO:HI:N:log.</summary>
internal sealed record PhaseRequest(string Game, string? Rule, IReadOnlyDictionary<string, string> Settings, string X, string Y, long Steps, ulong Seed = 1);

/// <summary>A part of a diagram. The first has the axes, the command line and the closed-form boundary; the others have cells.</summary>
internal sealed record PhasePart(IReadOnlyList<double>? X, IReadOnlyList<double>? Y, string? Command, BoundaryInfo? Boundary, IReadOnlyList<PhaseCell> Cells, double Done);

/// <summary>A cell: its number row by row, how many cells it stands for on either side until finer ones come, its verdicts, and whether it is so far from every boundary that they have to agree.</summary>
internal sealed record PhaseCell(int Cell, int Size, Verdict? Predicted, double? Radius, Verdict Measured, bool Clear);
