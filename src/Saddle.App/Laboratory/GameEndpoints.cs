using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Saddle.App.Laboratory.Messages;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Papers;
using Saddle.Papers.Measuring;
using Saddle.Scalars;

namespace Saddle.App.Laboratory;

/// <summary>The games page: one game under one or several rules, from one start.</summary>
internal static class GameEndpoints
{
    private const int MostSteps = 200_000;
    public const int MostRules = 4;
    private const int MostCoordinates = 2000;
    private const double MostFar = 1e9; // of a start: squares, and what a drawing adds, stay far from overflowing
    private const int MostInEquations = 300;
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
    internal static void Warm(JsonSerializerOptions requests, JsonSerializerOptions answers)
    {
        _ = JsonSerializer.SerializeToUtf8Bytes(CatalogEndpoints.Read(), answers);
        var asked = new GameRequest(
            OpeningInfo.Game,
            [new(OpeningInfo.Rule, new Dictionary<string, string>(StringComparer.Ordinal))],
            100,
            Start: [1, 0]);
        asked = JsonSerializer.Deserialize<GameRequest>(
            JsonSerializer.SerializeToUtf8Bytes(asked, requests), requests)!;
        _ = JsonSerializer.SerializeToUtf8Bytes(Play(asked, CancellationToken.None), answers);
    }

    /// <summary>The game and the rule that a page asks for, within the laboratory's limits.</summary>
    internal static Setup Setup(string game, string? rule, IReadOnlyDictionary<string, string> settings)
    {
        LimitException.Check("characters of settings", 1 + settings.Sum(s => s.Key.Length + s.Value.Length), 20_000);
        var setup = new Setup(game, rule, settings.Select(s => (s.Key, s.Value)));
        string[] names = [.. settings.Keys.Select(name => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..])];
        Requested.Check(setup.GameEntry, names);
        Requested.Check(setup.RuleEntry, names);
        LimitException.Check("coordinates", setup.Game.StateSize, MostCoordinates);
        if (setup.Rule.SolvesEquations)
        {
            LimitException.Check(
                $"coordinates under {setup.RuleEntry.Name}, which solves equations in every update",
                setup.Game.StateSize,
                MostInEquations);
        }

        return setup;
    }

    /// <summary>The options of the command line that stand for the same choice.</summary>
    internal static string Options(string? rule, IReadOnlyDictionary<string, string> settings)
    {
        var set = string.Concat(settings.Select(s => $" --set {Shell.Quoted($"{s.Key}={s.Value}")}"));
        return $"{(rule is null ? string.Empty : $" --rule {Shell.Quoted(rule)}")}{set}";
    }

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
        var every = 1 + ((asked.Steps - 1) / Shown(game, picture, surface));
        var runs = setups
            .Select(s => Simulation.Run(s.Game, s.Rule, start, asked.Steps, every, asked.Seed, cancellation: stopping))
            .ToList();
        stopping.ThrowIfCancellationRequested();
        var equilibrium = game.Equilibrium();
        return new(
            start,
            Server.Finite(equilibrium),
            game.Warning(start),
            Portrait.Suits(game) ? Plane(game, start, equilibrium, runs) : null,
            picture is null ? null : Scene(picture, runs),
            surface is null ? null : Surfaces(surface, runs),
            [.. setups.Zip(runs, asked.Rules).Select(r => Describe(r.First, r.Second, asked, r.Third, start))]);
    }

    // As many recorded states as can be sent and drawn in a moment.
    private static int Shown(Game game, IPicturedGame? picture, ISurfaceGame? surface) => (picture, surface) switch
    {
        (_, not null) => Math.Clamp(
            MostSurfaceWork / (SurfaceSide * SurfaceSide * game.DiscriminatorSize),
            10,
            ShownSurfaces),
        (not null, _) => ShownPictures,
        _ => ShownStates,
    };

    private static double[] Start(GameRequest asked, Game game)
    {
        if (asked.Start is not { } given)
        {
            return DrawnStart.Of(game, asked.Seed, run: 0);
        }

        if (given.Count != game.StateSize || given.Any(value => !(Math.Abs(value) <= MostFar)))
        {
            throw new SettingsException(string.Create(
                CultureInfo.InvariantCulture,
                $"start: expected {game.StateSize} numbers from -{MostFar:G} to {MostFar:G}, one for each coordinate"));
        }

        return [.. given];
    }

    private static PlaneInfo Plane(Game game, double[] start, double[] equilibrium, IEnumerable<Trajectory> runs)
    {
        var window = Portrait.Window(start, equilibrium, runs.SelectMany(run => run.Points).Select(p => p.State));
        var side = window.Max(w => w.High - w.Low) / 2; // a unit is as long on both axes
        window = Array.ConvertAll(window, w => (((w.Low + w.High) / 2) - side, ((w.Low + w.High) / 2) + side));
        return new(
            [.. window.Select(w => w.Low)],
            [.. window.Select(w => w.High)],
            Portrait.TypeOf(game, equilibrium),
            Portrait.Field(game, window));
    }

    private static SceneInfo Scene(IPicturedGame game, IEnumerable<Trajectory> runs)
    {
        var (low, high) = game.Window;
        double[] grid = [.. Enumerable.Range(0, GridPoints).Select(i => low + ((high - low) * i / (GridPoints - 1)))];
        return new(
            grid,
            game.Movable,
            PictureInfo.Of(game.Target(grid)),
            [.. runs.Select(run => run.Points.Select(p => PictureInfo.Of(game.Draw(p.State, grid))).ToList())]);
    }

    private static SurfaceInfo Surfaces(ISurfaceGame game, IEnumerable<Trajectory> runs)
    {
        var (x, y) = game.Plane;
        return new(
            [x.Low, y.Low],
            [x.High, y.High],
            SurfaceSide,
            game.Dimension,
            Flat(game.Data),
            [.. runs.Select(run => run.Points.Select(p => Frame(game.Rise(p.State, SurfaceSide))).ToList())]);

        static SurfaceFrame Frame(Surface surface) =>
            new(Array.ConvertAll(surface.Values, Server.Drawn), Flat(surface.Points));

        static IReadOnlyList<double?> Flat(IReadOnlyList<Surface.Point> points) =>
            [.. points.SelectMany(p => (double?[])[Server.Drawn(p.X), Server.Drawn(p.Y), Server.Drawn(p.Mass)])];
    }

    private static RunInfo Describe(Setup setup, Trajectory run, GameRequest asked, RuleChoice choice, double[] start)
    {
        var predicted = Prediction.Of(setup.Game, setup.Rule, asked.Steps);
        var eigenvalues = predicted.Radius is null
            ? []
            : Spectrum.Of(setup.Game.ForSpectrum, setup.Rule).Eigenvalues;
        var bound = setup.Game.Bind<Real>();
        return new(
            setup.RuleEntry.Name,
            [.. run.Points.Select(p => p.Step)],
            [.. (Portrait.Suits(setup.Game) ? run.Points : run.Points.TakeLast(1)).Select(p => Server.Finite(p.State))],
            [.. run.Points.Select(p => Server.Finite(bound.Distance(p.State.ToScalars<Real>()).Value))],
            new(
                run.Measured.Verdict,
                run.Measured.Reason,
                run.Approach.Approach,
                run.Approach.Rate,
                run.Approach.Why,
                Server.Finite(run.Measured.Distance)),
            new(predicted.Verdict, predicted.Approach, predicted.Rate, predicted.Radius, predicted.Note),
            [.. eigenvalues.Take(ShownEigenvalues).Select(e => new EigenvalueInfo(e.Real, e.Imaginary))],
            eigenvalues.Count == 0 ? null : RateScan.Explain(eigenvalues[0]),
            ClosedForm.Find(setup.Game, setup.Rule),
            Command(asked, choice, start));
    }

    private static string Command(GameRequest asked, RuleChoice choice, double[] start)
    {
        var at = string.Join(',', start.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
        var seed = asked.Start is null || asked.Seed != 1 ? $" --seed {asked.Seed}" : string.Empty;
        return $"./saddle simulate {Shell.Quoted(asked.Game)}{Options(choice.Rule, choice.Settings)}"
            + $" --steps {asked.Steps}"
            + $"{(asked.Start is null ? string.Empty : $" --start={at}")}{seed}";
    }

    private static ScanAnswer Scan(ScanRequest asked, Jobs jobs, CancellationToken aborted)
    {
        var setup = Setup(asked.Game, asked.Rule, asked.Settings);
        if (setup.Game.ForSpectrum.StateSize is var size && size > MostForScan)
        {
            return new(
                [],
                [],
                null,
                false,
                false,
                null,
                null,
                [],
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the radius is drawn against the learning rate for up to {MostForScan} coordinates; "
                    + $"here are {size}"));
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
