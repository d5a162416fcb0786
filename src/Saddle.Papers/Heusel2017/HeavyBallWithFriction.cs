using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Papers.Heusel2017;

/// <summary>The heavy ball with friction, <c>z'' + a z' + F(z) = 0</c>, and Adam's iterates in its time.</summary>
internal static class HeavyBallWithFriction
{
    /// <summary>
    /// The states of the differential equation from rest, at multiples of a step, by the classical Runge-Kutta method.
    /// </summary>
    /// <param name="game">The game, whose field F is.</param>
    /// <param name="friction">The friction a.</param>
    /// <param name="start">The start.</param>
    /// <param name="step">The time between the states.</param>
    /// <param name="count">How many states after the start.</param>
    public static double[][] Solve(Game game, double friction, double[] start, double step, int count)
    {
        const double Finest = 1e-3;
        var inner = (int)Math.Ceiling((step / Finest) - 1e-9);
        var h = step / inner;
        var bound = game.Bind<Real>();
        var n = start.Length;
        var state = new double[2 * n];
        start.CopyTo(state, 0);
        var result = new double[count + 1][];
        result[0] = start;
        for (var i = 1; i <= count; i++)
        {
            for (var j = 0; j < inner; j++)
            {
                Advance(bound, friction, state, h);
            }

            result[i] = state[..n];
        }

        return result;
    }

    /// <summary>
    /// Adam's iterates with the theorem's scaling: an update takes the time h, <c>beta1 = 1 - a h</c>,
    /// <c>eta = h sqrt(v)/a</c>, from rest (m = 0), the second moments stationary at v, the bias correction died away.
    /// </summary>
    public static double[][] Adam(Game game, double friction, double v, double[] start, double step, int count)
    {
        const long First = 1L << 40;
        var run = new Lockstep<Real>(game, Rule(friction, v, step));
        run.Begin([start], seed: 0, step: First);
        run.Memory[start.Length..].Fill(v);
        return Follow(run, First + count);
    }

    /// <summary>The rule of <see cref="Adam"/>.</summary>
    public static Rule Rule(double friction, double v, double step) =>
        With(1 - (friction * step), 0.9999999, step * Math.Sqrt(v) / friction);

    /// <summary>
    /// Adam as it usually starts: both moments 0, bias corrected, with the second moments' decay 1 - step.
    /// </summary>
    public static double[][] UsualAdam(Game game, double friction, double[] start, double step, int count)
    {
        var run = new Lockstep<Real>(game, With(1 - (friction * step), 1 - step, step / friction));
        run.Begin([start], seed: 0);
        return Follow(run, count);
    }

    /// <summary>The largest distance between two paths.</summary>
    public static double Gap(double[][] a, double[][] b) =>
        a.Zip(b, (x, y) => Math.Sqrt(x.Zip(y, (s, t) => (s - t) * (s - t)).Sum())).Max();

    private static double[][] Follow(Lockstep<Real> run, long until)
    {
        List<double[]> states = [run.StateOf(0)];
        while (run.Advance(until))
        {
            states.Add(run.StateOf(0));
        }

        return [.. states];
    }

    private static void Advance(AnalyticGame<Real> game, double friction, double[] state, double h)
    {
        var k1 = Slope(game, friction, state);
        var k2 = Slope(game, friction, Along(state, k1, h / 2));
        var k3 = Slope(game, friction, Along(state, k2, h / 2));
        var k4 = Slope(game, friction, Along(state, k3, h));
        for (var k = 0; k < state.Length; k++)
        {
            state[k] += h / 6 * (k1[k] + (2 * k2[k]) + (2 * k3[k]) + k4[k]);
        }
    }

    private static double[] Slope(AnalyticGame<Real> game, double friction, double[] state)
    {
        var n = state.Length / 2;
        var field = new Real[n];
        var at = state[..n].ToScalars<Real>();
        game.Gradient(Player.Generator, Player.Generator, at, field.AsSpan(0, game.GeneratorSize), default);
        game.Gradient(Player.Discriminator, Player.Discriminator, at, field.AsSpan(game.GeneratorSize), default);
        return [.. state[n..], .. Enumerable.Range(0, n).Select(i => -(friction * state[n + i]) - field[i].Value)];
    }

    private static Adam With(double beta1, double beta2, double eta) => new(beta1, beta2, 0) { EtaG = eta, EtaD = eta };

    private static double[] Along(double[] state, double[] slope, double h) =>
        [.. state.Zip(slope, (s, k) => s + (h * k))];
}
