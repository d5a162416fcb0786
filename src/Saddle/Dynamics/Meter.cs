using System.Globalization;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Dynamics;

/// <summary>
/// Measures a verdict on trajectories as they run, a lane each, in memory that does not grow. With r the largest
/// distance from the target over the last tenth divided by the distance at the start: converges if r is at most 0.01;
/// diverges if r is at least 1.5; else oscillates if the leading displacement (of the generator's coordinate that
/// swings widest in the last half) changes sign at least 3 times in the last half; else stalls.
/// </summary>
/// <typeparam name="T">The kind of number.</typeparam>
public sealed class Meter<T>
    where T : struct, IPacked<T>
{
    // From one tenth of the run to the next: a run that ends at 1.5 times its start by steady growth grows by 4 % a
    // tenth.
    private const double Growing = 1.01;

    private readonly AnalyticGame<T> _game;
    private readonly long _steps;
    private readonly T[] _sign;
    private readonly T[] _changes;
    private readonly T[] _swing;
    private readonly T _initial;
    private T _late;
    private T _before;
    private T _last;

    /// <summary>Starts to measure.</summary>
    /// <param name="game">The game.</param>
    /// <param name="steps">How many updates the run will make; at least 1.</param>
    /// <param name="start">The start.</param>
    public Meter(AnalyticGame<T> game, long steps, ReadOnlySpan<T> start)
    {
        ArgumentNullException.ThrowIfNull(game);
        (_game, _steps) = (game, steps);
        (_sign, _changes, _swing) = (new T[game.GeneratorSize], new T[game.GeneratorSize], new T[game.GeneratorSize]);
        _initial = game.Distance(start);
        _last = _initial;
    }

    /// <summary>Takes note of the state after an update.</summary>
    /// <param name="step">The update's number, from 1.</param>
    /// <param name="state">The state.</param>
    public void Observe(long step, ReadOnlySpan<T> state)
    {
        if (2 * step <= _steps)
        {
            return;
        }

        if (step > _steps - (2 * Math.Max(1, _steps / 10)))
        {
            // A distance that is not a number is infinitely far: the comparison is written so that NaN counts as the
            // larger.
            _last = _game.Distance(state);
            if (step > _steps - Math.Max(1, _steps / 10))
            {
                _late = T.Select(_last <= _late, _late, _last);
            }
            else
            {
                _before = T.Select(_last <= _before, _before, _last);
            }
        }

        for (var i = 0; i < _sign.Length; i++)
        {
            var displacement = _game.Displacement(state, i);
            T sign = T.Select(displacement > 0.0, 1.0, T.Select(displacement < 0.0, -1.0, _sign[i]));
            _changes[i] = T.Select(sign * _sign[i] < 0.0, _changes[i] + 1.0, _changes[i]);
            _sign[i] = sign;
            _swing[i] = T.Max(T.Abs(displacement), _swing[i]);
        }
    }

    /// <summary>The verdict of one lane's run, once all updates have been observed.</summary>
    /// <param name="lane">The lane.</param>
    public Measurement Read(int lane)
    {
        var (initial, late, before, last) = (
            T.Lane(_initial, lane),
            T.Lane(_late, lane),
            T.Lane(_before, lane),
            T.Lane(_last, lane));
        var ratio = initial > 0 ? late / initial : late <= 0 ? 0 : double.PositiveInfinity;
        var leading = 0;
        for (var i = 1; i < _swing.Length; i++)
        {
            if (T.Lane(_swing[i], lane) > T.Lane(_swing[leading], lane))
            {
                leading = i;
            }
        }

        var changes = (int)T.Lane(_changes[leading], lane);
        var verdict = Thresholds.Judge(ratio, changes >= Thresholds.SignChanges);
        return new(verdict, Explain(verdict, ratio, changes, late, before), ratio, last);
    }

    private static string Explain(Verdict verdict, double ratio, int changes, double late, double before)
    {
        var size = string.Create(
            CultureInfo.InvariantCulture,
            $"the distance over the last tenth is at most {ratio:G3} of that at the start");
        return verdict switch
        {
            Verdict.Converges => size,
            Verdict.Diverges when !double.IsFinite(late) => "unbounded: the state is no longer finite",
            Verdict.Diverges when late > Growing * before => $"unbounded so far: {size}, and still growing",
            Verdict.Diverges => $"a bounded cycle away from the target: {size}, and no longer growing",
            Verdict.Oscillates =>
                $"{size}; the leading displacement changes sign {changes.ToString(CultureInfo.InvariantCulture)} "
                    + "times in the last half",
            _ => $"{size}, without oscillating",
        };
    }
}
