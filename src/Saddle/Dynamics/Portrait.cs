using System.Numerics;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Dynamics;

/// <summary>
/// The phase portrait of a game of one coordinate a player: the direction in which the players move, the trajectories
/// of several rules from one start, and the equilibrium with its type.
/// </summary>
/// <param name="Game">The game.</param>
/// <param name="Rules">The rules, each with the name that the legend shows.</param>
/// <param name="Start">The start.</param>
/// <param name="Steps">The number of updates.</param>
/// <param name="Seed">The seed of what is random in the game.</param>
public sealed record Portrait(
    Game Game,
    IReadOnlyList<(string Name, Rule Rule)> Rules,
    double[] Start,
    long Steps,
    ulong Seed = 1)
{
    private const int ArrowsASide = 21;

    /// <summary>Whether a game has a portrait in the plane.</summary>
    /// <param name="game">The game.</param>
    public static bool Suits(Game game)
    {
        ArgumentNullException.ThrowIfNull(game);
        return game.GeneratorSize == 1 && game.DiscriminatorSize == 1;
    }

    /// <summary>
    /// The type of an equilibrium in continuous time, where both players follow the negative field: from the
    /// eigenvalues of -J.
    /// </summary>
    /// <param name="game">A game that <see cref="Suits"/>.</param>
    /// <param name="at">The equilibrium.</param>
    public static string TypeOf(Game game, double[] at)
    {
        ArgumentNullException.ThrowIfNull(game);
        if (game.WhyNotDifferentiable(at, bestResponse: false) is not null)
        {
            return "equilibrium without a linearisation";
        }

        var bound = game.Bind<Real>();
        var (first, second) = (new Real[2], new Real[2]);
        var state = at.ToScalars<Real>();
        bound.JacobianProduct(state, [1.0, 0.0], first, default);
        bound.JacobianProduct(state, [0.0, 1.0], second, default);
        var (trace, determinant) = (
            -first[0].Value - second[1].Value,
            (first[0].Value * second[1].Value) - (second[0].Value * first[1].Value));
        var root = Complex.Sqrt((trace * trace / 4) - determinant);
        var (one, two) = ((trace / 2) + root, (trace / 2) - root);
        var small = 1e-12 * (1 + one.Magnitude + two.Magnitude);
        return Math.Abs(one.Imaginary) > small
            ? one.Real < -small ? "stable focus" : one.Real > small ? "unstable focus" : "centre"
            : one.Real < -small && two.Real < -small ? "stable node"
            : one.Real > small && two.Real > small ? "unstable node"
            : one.Real * two.Real < 0 ? "saddle"
            : "degenerate";
    }

    /// <summary>Draws the portrait.</summary>
    /// <exception cref="NotSupportedException">
    /// A rule asks the game for something that it declines; the message says why.
    /// </exception>
    public Figure Draw()
    {
        var equilibrium = Game.Equilibrium();
        var runs = Rules.Select(r => (r.Name, Run: Simulation.Run(Game, r.Rule, Start, Steps, 1, Seed))).ToList();
        var window = Window(Start, equilibrium, runs.SelectMany(r => r.Run.Points).Select(p => p.State));
        var traces = new List<Trace> { Field(Game, window) };
        traces.AddRange(runs.Select(r => new Line(
            $"{r.Name}: {r.Run.Measured.Verdict}".ToLowerInvariant(),
            Within(r.Run, window, 0),
            Within(r.Run, window, 1))));
        traces.Add(new Points("start", [Start[0]], [Start[1]]));
        traces.Add(new Points(TypeOf(Game, equilibrium), [equilibrium[0]], [equilibrium[1]]));
        return new(
            "Phase portrait",
            [
                new(
                    string.Empty,
                    new(Game.CoordinateNames[0], Low: window[0].Low, High: window[0].High, Equal: true),
                    new(Game.CoordinateNames[1], Low: window[1].Low, High: window[1].High),
                    traces),
            ]);
    }

    /// <summary>What is worth showing of states in the plane: each coordinate's least and greatest value.</summary>
    /// <param name="start">The start.</param>
    /// <param name="equilibrium">The equilibrium.</param>
    /// <param name="states">The states.</param>
    public static (double Low, double High)[] Window(double[] start, double[] equilibrium, IEnumerable<double[]> states)
    {
        ArgumentNullException.ThrowIfNull(start);

        // A run that leaves for infinity must not shrink the rest to a point: the window holds the start, the
        // equilibrium, and what stays within four times their distance.
        var reach = 4 * Math.Max(1e-9, Math.Sqrt(start.Zip(equilibrium, (s, e) => (s - e) * (s - e)).Sum()));
        var shown = states.Where(s =>
            Array.TrueForAll(s, double.IsFinite)
                && Math.Sqrt(s.Zip(equilibrium, (a, e) => (a - e) * (a - e)).Sum()) <= reach)
            .Append(start).Append(equilibrium).ToList();
        return [.. Enumerable.Range(0, 2).Select(i =>
        {
            var (low, high) = (shown.Min(s => s[i]), shown.Max(s => s[i]));
            var margin = 0.1 * Math.Max(high - low, 0.1 * reach);
            return (low - margin, high + margin);
        })];
    }

    private static double?[] Within(Trajectory run, (double Low, double High)[] window, int coordinate)
    {
        return [.. run.Points.Select(p => IsInside(p.State) ? p.State[coordinate] : (double?)null)];

        bool IsInside(double[] state) =>
            Enumerable.Range(0, 2).All(i => state[i] >= window[i].Low && state[i] <= window[i].High);
    }

    /// <summary>The direction of both players on a grid over a window; every arrow is as long.</summary>
    /// <param name="game">A game that <see cref="Suits"/>.</param>
    /// <param name="window">Each coordinate's least and greatest value.</param>
    public static Arrows Field(Game game, (double Low, double High)[] window)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentNullException.ThrowIfNull(window);
        var bound = game.Bind<Real>();
        var (x, y, dx, dy) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var (width, height) = (
            (window[0].High - window[0].Low) / ArrowsASide,
            (window[1].High - window[1].Low) / ArrowsASide);
        for (var i = 0; i < ArrowsASide; i++)
        {
            for (var j = 0; j < ArrowsASide; j++)
            {
                Real[] state = [window[0].Low + ((i + 0.5) * width), window[1].Low + ((j + 0.5) * height)];
                var horizontal = Pull(bound, Player.Generator, state);
                var vertical = Pull(bound, Player.Discriminator, state);

                // All arrows of one length: the direction is what they show.
                var length = Math.Sqrt(Math.Pow(horizontal / width, 2) + Math.Pow(vertical / height, 2));
                if (length > 0)
                {
                    x.Add(state[0].Value);
                    y.Add(state[1].Value);
                    dx.Add(0.7 * horizontal / length);
                    dy.Add(0.7 * vertical / length);
                }
            }
        }

        return new("direction of both players", x, y, dx, dy);
    }

    /// <summary>The direction in which a player of one coordinate moves.</summary>
    private static double Pull(AnalyticGame<Real> game, Player player, Real[] state)
    {
        var gradient = new Real[1];
        game.Gradient(player, player, state, gradient, default);
        return -gradient[0].Value;
    }
}
