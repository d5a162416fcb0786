using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Torch;

namespace Saddle.Gans.Windows;

/// <summary>
/// Two runs side by side on one batch, from a state and from close by: whether the difference of their fields grows.
/// </summary>
/// <param name="game">The game; 0 is the state.</param>
/// <param name="rule">The rule with its rates.</param>
/// <param name="updates">The most updates.</param>
internal sealed class TwinRun(HeldGame game, Rule rule, long updates)
{
    private const int Looks = 100;
    private const int Window = 10;
    private const double Clear = 1e3;
    private const double Departed = 10;
    private const double Visible = 100;

    /// <summary>Runs both.</summary>
    /// <param name="nudge">How far the second starts from the first, both players.</param>
    /// <param name="cancellation">Stops with <see cref="OperationCanceledException"/>.</param>
    /// <returns>
    /// The difference over the last tenth by that over the first, brought to the whole length; or, where the first run
    /// itself leads away before the difference can tell, how much its field grows; and the updates made.
    /// </returns>
    public (double Ratio, long Updates) Measure(Tensor[] nudge, CancellationToken cancellation)
    {
        using var scope = new TensorScope();
        var first = new Course(game, rule, [Zeros(nudge[0]), Zeros(nudge[1])]);
        var second = new Course(game, rule, [nudge[0].Clone(), nudge[1].Clone()]);
        var (differences, start) = (new List<double>(), Length(game.Field(first.State)));
        var every = Math.Max(1, updates / Looks);
        for (var step = 0L; step <= updates; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (step % every == 0)
            {
                var here = game.Field(first.State);
                differences.Add(Difference(here, game.Field(second.State)));
                if (IsClear(differences))
                {
                    break;
                }

                // no state is quite at rest: what grows may lead the run away by itself, and the other with it
                var own = Length(here);
                if (own > Departed * start && own > Visible * differences[0])
                {
                    return (Math.Pow(own / start, (double)updates / step), step);
                }
            }

            first.Advance(step);
            second.Advance(step);
            scope.Sweep([.. first.All, .. second.All, .. nudge]);
        }

        return (Ratio(differences, every), (differences.Count - 1) * every);
    }

    /// <summary>Whether a ratio says that the networks leave.</summary>
    /// <param name="ratio">The ratio.</param>
    public static bool Leaves(double ratio) => !(ratio < Thresholds.Diverged);

    private static Tensor Zeros(Tensor like) => Tensor.Zeros(like.Shape, like.DType, like.Device);

    // Grown so far that what is not linear may catch it, or gone: of the last looks, since the difference turns.
    private static bool IsClear(List<double> differences) =>
        !double.IsFinite(differences[^1])
        || differences[^1] > Clear * differences[0]
        || (differences.Count > Window && differences.TakeLast(Window).Max() < differences[0] / Clear);

    // From the first looks to the last is less than the whole length: as the growth goes on.
    private double Ratio(List<double> differences, long every)
    {
        if (!double.IsFinite(differences[^1]))
        {
            return double.PositiveInfinity;
        }

        var window = Math.Clamp(differences.Count / 2, 1, Window);
        var (start, end) = (differences.Take(window).Max(), differences.TakeLast(window).Max());
        var apart = (double)(differences.Count - window) * every;
        return start > 0 && apart > 0 ? Math.Pow(end / start, updates / apart) : 0;
    }

    private static double Difference(Tensor[] one, Tensor[] other) => Length([one[0] - other[0], one[1] - other[1]]);

    private static double Length(Tensor[] parts) => Math.Sqrt(parts.Sum(part => Tensor.Sum(part.Square()).Item()));

    /// <summary>One of the two.</summary>
    private sealed class Course
    {
        private readonly Update<Tensor> _update;
        private readonly Tensor[] _all;

        public Course(HeldGame game, Rule rule, Tensor[] start)
        {
            _update = rule.Bind<Tensor>(game);
            _all = [.. start, .. new Tensor[_update.MemorySize]];
            _update.Begin(State, _all.AsSpan(2), default);
        }

        public Tensor[] All => _all;

        public Tensor[] State => _all[..2];

        public void Advance(long step) =>
            _update.Step(_all.AsSpan(0, 2), _all.AsSpan(2), new SampleKey(0, 0, step, 0));
    }
}
