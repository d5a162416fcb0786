using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saddle.App.Laboratory.Messages;
using Saddle.App.Reports;
using Saddle.Dynamics;

namespace Saddle.App.Laboratory;

/// <summary>
/// The phase-diagram page: the verdict over two settings, coarse to fine, cell by cell the same as <c>saddle phase</c>.
/// </summary>
internal static class PhaseEndpoints
{
    private const int MostSide = 200;
    private const int MostSteps = 100_000;
    private const long MostUpdates = 2_000_000_000;
    private const int Part = 512;
    private const int Coarsest = 16;

    /// <summary>Adds the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/phase", Stream).WithName("phase").Streams<PhasePart>();

    private static Task Stream(PhaseRequest asked, HttpContext context)
    {
        var diagram = Diagram(asked);
        return Answers.Stream<PhasePart>(context, "phase", (send, stopping) => Compute(asked, diagram, send, stopping));
    }

    private static PhaseDiagram Diagram(PhaseRequest asked)
    {
        LimitException.Check("updates a cell", asked.Steps, MostSteps);
        var (x, y) = SettingRange.ParsePair(string.Empty, asked.X, asked.Y);
        LimitException.Check("cells a side", Math.Max(x.Count, y.Count), MostSide);
        var setup = GameEndpoints.Setup(asked.Game, asked.Rule, asked.Settings);
        var diagram = new PhaseDiagram(setup, x.Axis, y.Axis, asked.Steps, asked.Seed);
        LimitException.Check("updates of all cells", diagram.Cells * asked.Steps, MostUpdates);
        diagram.CheckCorners();
        return diagram;
    }

    private static void Compute(
        PhaseRequest asked,
        PhaseDiagram diagram,
        Action<PhasePart> send,
        CancellationToken stopping)
    {
        send(new(diagram.X.Values, diagram.Y.Values, Command(asked), BoundaryInfo.Of(diagram), [], 0, null));
        var (predicted, measured) = (new List<PredictedCell>(), new List<MeasuredCell>());
        for (var stride = Coarsest; stride >= 1; stride /= 2)
        {
            foreach (var part in Mesh(diagram, stride).Chunk(Part))
            {
                var ofPart = diagram.Predict(part, cancellation: stopping).ToDictionary(p => p.Cell);
                var run = diagram.Measure(part, cancellation: stopping);
                stopping.ThrowIfCancellationRequested();
                predicted.AddRange(ofPart.Values);
                measured.AddRange(run.Cells);
                var cells = run.Cells.Select(m => Cell(m, ofPart[m.Cell], stride));
                send(new(null, null, null, null, [.. cells], (double)measured.Count / diagram.Cells, null));
            }
        }

        var agreement = PhaseAgreement.Between(diagram, predicted, measured);
        send(new(null, null, null, null, [], 1, new(agreement.Clear, agreement.Share, agreement.IsPredicted)));
    }

    private static string Command(PhaseRequest asked) =>
        $"./saddle phase {Shell.Quoted(asked.Game)}{GameEndpoints.Options(asked.Rule, asked.Settings)}"
        + $" --x {Shell.Quoted(asked.X)} --y {Shell.Quoted(asked.Y)}"
        + $" --steps {asked.Steps}{(asked.Seed == 1 ? string.Empty : $" --seed {asked.Seed}")}";

    /// <summary>The cells of a mesh that no coarser one had.</summary>
    private static IEnumerable<int> Mesh(PhaseDiagram diagram, int stride)
    {
        return Enumerable.Range(0, diagram.Cells)
            .Where(cell => IsOn(cell, stride) && (stride == Coarsest || !IsOn(cell, 2 * stride)));

        bool IsOn(int cell, int every) =>
            cell % diagram.X.Values.Length % every == 0 && cell / diagram.X.Values.Length % every == 0;
    }

    private static PhaseCell Cell(MeasuredCell measured, PredictedCell predicted, int size) => new(
        measured.Cell,
        size,
        predicted.Verdict,
        predicted.Radius is { } radius ? Server.Finite(radius) : null,
        measured.Measured.Verdict);
}
