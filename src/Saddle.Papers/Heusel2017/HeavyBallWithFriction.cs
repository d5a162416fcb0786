using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Papers.Heusel2017;

/// <summary>The heavy ball with friction, <c>z'' + a z' + F(z) = 0</c>, and Adam's iterates in its time.</summary>
internal static class HeavyBallWithFriction
{
    /// <summary>The states of the differential equation from rest, at multiples of a step, by the classical Runge-Kutta method.</summary>
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
                var k1 = Slope(bound, friction, state);
                var k2 = Slope(bound, friction, Along(state, k1, h / 2));
                var k3 = Slope(bound, friction, Along(state, k2, h / 2));
                var k4 = Slope(bound, friction, Along(state, k3, h));
                for (var k = 0; k < state.Length; k++)
                {
                    state[k] += h / 6 * (k1[k] + (2 * k2[k]) + (2 * k3[k]) + k4[k]);
                }
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
        var rule = Rule(friction, v, step);
        var bound = game.Bind<Real>();
        var update = rule.Bind(bound);
        var state = start.ToScalars<Real>();
        var memory = new Real[update.MemorySize];
        memory.AsSpan(state.Length).Fill(v);
        return Follow(update, state, memory, 1L << 40, count);
    }

    /// <summary>The rule of <see cref="Adam"/>.</summary>
    public static Rule Rule(double friction, double v, double step) =>
        new Adam(1 - (friction * step), 0.9999999, 0) { EtaG = step * Math.Sqrt(v) / friction, EtaD = step * Math.Sqrt(v) / friction };

    /// <summary>Adam as it usually starts: both moments 0, bias corrected, with the second moments' decay 1 - step.</summary>
    public static double[][] UsualAdam(Game game, double friction, double[] start, double step, int count)
    {
        var update = new Adam(1 - (friction * step), 1 - step, 0) { EtaG = step / friction, EtaD = step / friction }.Bind(game.Bind<Real>());
        return Follow(update, start.ToScalars<Real>(), new Real[update.MemorySize], 0, count);
    }

    /// <summary>The largest distance between two paths.</summary>
    public static double Gap(double[][] a, double[][] b) =>
        a.Zip(b, (x, y) => Math.Sqrt(x.Zip(y, (s, t) => (s - t) * (s - t)).Sum())).Max();

    private static double[][] Follow(Update<Real> update, Real[] state, Real[] memory, long first, int count)
    {
        var result = new double[count + 1][];
        result[0] = ((ReadOnlySpan<Real>)state).ToDoubles();
        for (var i = 1; i <= count; i++)
        {
            update.Step(state, memory, new Sample(0, 0, first + i - 1, 0));
            result[i] = ((ReadOnlySpan<Real>)state).ToDoubles();
        }

        return result;
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

    private static double[] Along(double[] state, double[] slope, double h) => [.. state.Zip(slope, (s, k) => s + (h * k))];
}
