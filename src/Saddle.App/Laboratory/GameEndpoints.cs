using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Papers;
using Saddle.Scalars;

namespace Saddle.App.Laboratory;

/// <summary>The games page: one game under one or several rules, from one start.</summary>
internal static class GameEndpoints
{
    private const int MostSteps = 200_000;
    public const int MostRules = 4;
    private const int MostCoordinates = 2000;
    private const int MostForScan = 120;
    private const int ShownStates = 1500;
    private const int ShownPictures = 400;
    private const int ShownSurfaces = 100;
    private const int MostSurfaceWork = 80_000_000;
    private const int SurfaceSide = 33;
    private const int GridPoints = 161;
    private const int ShownEigenvalues = 200;

    /// <summary>Adds the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/games/run", Run).WithName("runGame");
        routes.MapPost("/api/games/steps", Scan).WithName("scanSteps");
    }

    /// <summary>Runs through what the first visitor is likely to ask for, so that it is compiled by then.</summary>
    internal static void Warm(JsonSerializerOptions json)
    {
        _ = JsonSerializer.SerializeToUtf8Bytes(CatalogueEndpoints.Read(), json);
        var asked = new GameRequest(OpeningInfo.Game, [new(OpeningInfo.Rule, new Dictionary<string, string>(StringComparer.Ordinal))], 100, Start: [1, 0]);
        asked = JsonSerializer.Deserialize<GameRequest>(JsonSerializer.SerializeToUtf8Bytes(asked, json), json)!;
        _ = JsonSerializer.SerializeToUtf8Bytes(Play(asked, CancellationToken.None), json);
    }

    /// <summary>The game and the rule that a page asks for, within the laboratory's limits.</summary>
    internal static Setup Setup(string game, string? rule, IReadOnlyDictionary<string, string> settings)
    {
        LimitException.Check("characters of settings", 1 + settings.Sum(s => s.Key.Length + s.Value.Length), 20_000);
        var setup = new Setup(game, rule, settings.Select(s => (s.Key, s.Value)));
        LimitException.Check("coordinates", setup.Game.StateSize, MostCoordinates);
        return setup;
    }

    /// <summary>The options of the command line that stand for the same choice.</summary>
    internal static string Options(string? rule, IReadOnlyDictionary<string, string> settings) =>
        $"{(rule is null ? string.Empty : $" --rule {rule}")}{string.Concat(settings.Select(s => $" --set {s.Key}={Quoted(s.Value)}"))}";

    private static string Quoted(string value) => value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+' or ',' or '^') && value.Length > 0 ? value : $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static GameAnswer Run(GameRequest asked, Jobs jobs, CancellationToken aborted)
    {
        using var lease = jobs.Begin("game", aborted);
        return Play(asked, lease.Stopping);
    }

    private static GameAnswer Play(GameRequest asked, CancellationToken stopping)
    {
        LimitException.Check("rules", asked.Rules.Count, MostRules);
        LimitException.Check("updates", asked.Steps, MostSteps);
        var setups = asked.Rules.Select(r => Setup(asked.Game, r.Rule, r.Settings)).ToList();
        var game = setups[0].Game;
        var start = Start(asked, game);
        var picture = (game as IPicturedGame) is { WhyNoPicture: null } pictured ? pictured : null;
        var surface = (game as ISurfaceGame) is { WhyNoSurface: null } over ? over : null;
        var shown = surface is not null ? Math.Clamp(MostSurfaceWork / (SurfaceSide * SurfaceSide * game.DiscriminatorSize), 10, ShownSurfaces) : picture is not null ? ShownPictures : ShownStates;
        var every = 1 + ((asked.Steps - 1) / shown);
        var runs = setups.Select((setup, i) => (setup, Options: Options(asked.Rules[i].Rule, asked.Rules[i].Settings), Run: Simulation.Run(setup.Game, setup.Rule, start, asked.Steps, every, asked.Seed, cancellation: stopping))).ToList();
        stopping.ThrowIfCancellationRequested();
        var equilibrium = game.Equilibrium();
        return new(
            start,
            Server.Finite(equilibrium),
            game.Warning(start),
            Portrait.Suits(game) ? Plane(game, start, equilibrium, runs.SelectMany(r => r.Run.Points).Select(p => p.State)) : null,
            picture is null ? null : Scene(picture, runs.Select(r => r.Run)),
            surface is null ? null : Surfaces(surface, runs.Select(r => r.Run)),
            [.. runs.Select(r => Describe(r.setup, r.Run, asked, start, r.Options))]);
    }

    private static double[] Start(GameRequest asked, Game game)
    {
        if (asked.Start is { } given)
        {
            return given.Count == game.StateSize
                ? [.. given]
                : throw new SettingsException(string.Create(CultureInfo.InvariantCulture, $"start: expected {game.StateSize} numbers, one for each coordinate, but has {given.Count}"));
        }

        var drawn = new double[game.StateSize];
        game.Start(new Philox(asked.Seed, 0, Purpose.Start), drawn);
        return drawn;
    }

    private static PlaneInfo Plane(Game game, double[] start, double[] equilibrium, IEnumerable<double[]> states)
    {
        var window = Portrait.Window(start, equilibrium, states);
        var side = window.Max(w => w.High - w.Low) / 2; // a unit is as long on both axes
        window = Array.ConvertAll(window, w => (((w.Low + w.High) / 2) - side, ((w.Low + w.High) / 2) + side));
        return new([.. window.Select(w => w.Low)], [.. window.Select(w => w.High)], Portrait.TypeOf(game, equilibrium), Portrait.Field(game, window));
    }

    private static SceneInfo Scene(IPicturedGame game, IEnumerable<Trajectory> runs)
    {
        var (low, high) = game.Window;
        double[] grid = [.. Enumerable.Range(0, GridPoints).Select(i => low + ((high - low) * i / (GridPoints - 1)))];
        return new(grid, game.Movable, PictureInfo.Of(game.Target(grid)), [.. runs.Select(run => (IReadOnlyList<PictureInfo>)[.. run.Points.Select(p => PictureInfo.Of(game.Draw(p.State, grid)))])]);
    }

    private static SurfaceInfo Surfaces(ISurfaceGame game, IEnumerable<Trajectory> runs)
    {
        var (x, y) = game.Plane;
        return new([x.Low, y.Low], [x.High, y.High], SurfaceSide, game.Dimension, Flat(game.Data), [.. runs.Select(run => (IReadOnlyList<SurfaceFrame>)[.. run.Points.Select(p => Frame(game.Rise(p.State, SurfaceSide)))])]);

        static SurfaceFrame Frame(Surface surface) => new(Array.ConvertAll(surface.Values, Server.Drawn), Flat(surface.Points));

        static IReadOnlyList<double?> Flat(IReadOnlyList<Surface.Point> points) => [.. points.SelectMany(p => (double?[])[Server.Drawn(p.X), Server.Drawn(p.Y), Server.Drawn(p.Mass)])];
    }

    private static RunInfo Describe(Setup setup, Trajectory run, GameRequest asked, double[] start, string options)
    {
        var predicted = Prediction.Of(setup.Game, setup.Rule, asked.Steps);
        var eigenvalues = predicted.Radius is null ? [] : Spectrum.Of(setup.Game.ForSpectrum, setup.Rule).Eigenvalues;
        var bound = setup.Game.Bind<Real>();
        var from = asked.Start is null ? $" --seed {asked.Seed}" : $" --start={string.Join(',', start.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}{(asked.Seed == 1 ? string.Empty : $" --seed {asked.Seed}")}";
        return new(
            setup.RuleEntry.Name,
            [.. run.Points.Select(p => p.Step)],
            [.. (Portrait.Suits(setup.Game) ? run.Points : run.Points.TakeLast(1)).Select(p => Server.Finite(p.State))],
            [.. run.Points.Select(p => Server.Finite(bound.Distance(p.State.ToScalars<Real>()).Value))],
            new(run.Measured.Verdict, run.Measured.Reason, run.Approach.Approach, run.Approach.Rate, run.Approach.Why, Server.Finite(run.Measured.Distance)),
            new(predicted.Verdict, predicted.Approach, predicted.Rate, predicted.Radius, predicted.Note),
            [.. eigenvalues.Take(ShownEigenvalues).Select(e => new EigenvalueInfo(e.Real, e.Imaginary))],
            eigenvalues.Count == 0 ? null : RateScan.Explain(eigenvalues[0]),
            ClosedForm.Find(setup.Game, setup.Rule),
            $"./saddle simulate {asked.Game}{options} --steps {asked.Steps}{from}");
    }

    private static ScanAnswer Scan(ScanRequest asked, Jobs jobs, CancellationToken aborted)
    {
        var setup = Setup(asked.Game, asked.Rule, asked.Settings);
        if (setup.Game.ForSpectrum.StateSize is var size && size > MostForScan)
        {
            return new([], [], null, false, false, null, null, [], string.Create(CultureInfo.InvariantCulture, $"the radius is drawn against the learning rate for up to {MostForScan} coordinates; here are {size}"));
        }

        using var lease = jobs.Begin("steps", aborted);
        var scan = RateScan.Of(setup, RateScan.Least, RateScan.Greatest, 161, lease.Stopping);
        var (fastest, converging) = (scan.Fastest, scan.Converging);
        return new(
            scan.Etas,
            [.. scan.Radii.Select(r => r is { } radius ? Server.Finite(radius) : null)],
            converging is { } interval ? [interval.Low, interval.High] : null,
            scan.IsOpenBelow,
            scan.IsOpenAbove,
            fastest?.Eta,
            fastest?.Radius,
            Alternative.For(setup, lease.Stopping),
            null);
    }
}

/// <summary>A rule with settings of the game and the rule, as text by name.</summary>
internal sealed record RuleChoice(string? Rule, IReadOnlyDictionary<string, string> Settings);

/// <summary>What the games page asks for.</summary>
/// <param name="Game">The game.</param>
/// <param name="Rules">The rules, each with the settings of game and rule.</param>
/// <param name="Steps">The number of updates.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Start">The start; null for one drawn with the seed.</param>
internal sealed record GameRequest(string Game, IReadOnlyList<RuleChoice> Rules, long Steps, ulong Seed = 1, IReadOnlyList<double>? Start = null);

/// <summary>A game as it was played.</summary>
/// <param name="Start">The start.</param>
/// <param name="Equilibrium">The equilibrium.</param>
/// <param name="Warning">What is wrong with the start.</param>
/// <param name="Plane">The field, of a game in the plane.</param>
/// <param name="Scene">The pictures, of a game that has them.</param>
/// <param name="Surface">The surfaces, of a game that has them.</param>
/// <param name="Runs">What became of it under each rule.</param>
internal sealed record GameAnswer(IReadOnlyList<double> Start, IReadOnlyList<double?> Equilibrium, string? Warning, PlaneInfo? Plane, SceneInfo? Scene, SurfaceInfo? Surface, IReadOnlyList<RunInfo> Runs);

/// <summary>The plane of a game of one coordinate a player.</summary>
internal sealed record PlaneInfo(IReadOnlyList<double> Low, IReadOnlyList<double> High, string Type, Arrows Field);

/// <summary>Pictures over a line: how many of the start's coordinates can be moved along it, what stays, and for each run one a recorded state.</summary>
internal sealed record SceneInfo(IReadOnlyList<double> Grid, int Movable, PictureInfo Target, IReadOnlyList<IReadOnlyList<PictureInfo>> Frames);

/// <summary>Surfaces over a plane. A point is three numbers: its two coordinates and its mass.</summary>
/// <param name="Low">The lower ends of the plane.</param>
/// <param name="High">The upper ends of the plane.</param>
/// <param name="Side">The points a side of the grid.</param>
/// <param name="Dimension">The coordinates of a point, of which the first two are shown.</param>
/// <param name="Data">The true points.</param>
/// <param name="Frames">For each run, one surface a recorded state.</param>
internal sealed record SurfaceInfo(IReadOnlyList<double> Low, IReadOnlyList<double> High, int Side, int Dimension, IReadOnlyList<double?> Data, IReadOnlyList<IReadOnlyList<SurfaceFrame>> Frames);

/// <summary>The discriminator on the grid, row by row from below, and the generated points.</summary>
internal sealed record SurfaceFrame(IReadOnlyList<double?> Values, IReadOnlyList<double?> Points);

/// <summary>A picture over a line.</summary>
internal sealed record PictureInfo(IReadOnlyList<CurveInfo> Curves, IReadOnlyList<IReadOnlyList<double?>> Intervals, IReadOnlyList<PointInfo> Points)
{
    /// <summary>A picture for a page.</summary>
    public static PictureInfo Of(Picture picture) => new(
        [.. picture.Curves.Select(c => new CurveInfo(c.Name, [.. c.Values.Select(Server.Drawn)]))],
        [.. picture.Intervals.Select(i => (IReadOnlyList<double?>)[Server.Drawn(i.Low), Server.Drawn(i.High)])],
        [.. picture.Points.Where(p => double.IsFinite(p.At)).Select(p => new PointInfo(p.At, p.Mass))]);
}

/// <summary>A function on the grid.</summary>
internal sealed record CurveInfo(string Name, IReadOnlyList<double?> Values);

/// <summary>A point of mass.</summary>
internal sealed record PointInfo(double At, double Mass);

/// <summary>One rule's run: recorded steps and states (of a game that has no plane only the last), distances, the measured and the predicted verdict, and the command line that gives the same.</summary>
internal sealed record RunInfo(
    string Rule,
    IReadOnlyList<long> Steps,
    IReadOnlyList<IReadOnlyList<double?>> States,
    IReadOnlyList<double?> Distances,
    MeasuredInfo Measured,
    PredictedInfo Predicted,
    IReadOnlyList<EigenvalueInfo> Eigenvalues,
    string? Explanation,
    KnownRadius? ClosedForm,
    string Command);

/// <summary>What was measured on a run.</summary>
internal sealed record MeasuredInfo(Verdict Verdict, string Reason, string? Approach, double? Rate, string? WhyNoRate, double? Distance);

/// <summary>What the linearisation says of a run.</summary>
internal sealed record PredictedInfo(Verdict? Verdict, string? Approach, double? Rate, double? Radius, string? Note);

/// <summary>An eigenvalue.</summary>
internal sealed record EigenvalueInfo(double Re, double Im);

/// <summary>A question for the steps that converge.</summary>
internal sealed record ScanRequest(string Game, string? Rule, IReadOnlyDictionary<string, string> Settings);

/// <summary>The spectral radius against the learning rate, and what follows from it; or a note why there is nothing.</summary>
/// <param name="Etas">The learning rates that were tried.</param>
/// <param name="Radii">The radius at each.</param>
/// <param name="Converging">The two ends of the interval that converges; null where no rate does.</param>
/// <param name="OpenBelow">Whether the interval goes on below the least rate that was tried.</param>
/// <param name="OpenAbove">Whether it goes on above the greatest.</param>
/// <param name="FastestEta">The rate of the least radius.</param>
/// <param name="FastestRadius">That radius.</param>
/// <param name="Alternatives">What converges in its place: the game's own remedies, then other rules, the fastest first.</param>
/// <param name="Note">Why nothing is drawn.</param>
internal sealed record ScanAnswer(
    IReadOnlyList<double> Etas,
    IReadOnlyList<double?> Radii,
    IReadOnlyList<double>? Converging,
    bool OpenBelow,
    bool OpenAbove,
    double? FastestEta,
    double? FastestRadius,
    IReadOnlyList<Alternative> Alternatives,
    string? Note);
