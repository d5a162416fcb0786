using System.Globalization;
using System.Numerics;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;
using Xunit.Abstractions;

namespace Saddle.Papers.Tests;

/// <summary>What the spectrum predicts is what trajectories do, for every rule on random smooth games.</summary>
public sealed class RateTests(ITestOutputHelper output)
{
    private const int Games = 300;

    // Covered are spectra that are simple and hyperbolic: the leading modulus away from 1, and the next other one (that
    // of the leading eigenvalue's conjugate does not count) away from the leading one; both in log modulus an update.
    private const double LeastRate = 0.002;
    private const double LeastGap = 0.01;

    // A run changes a distance by at most e^600: from 1e-6, where the games are linear to 1e-6, to 1e-266, or back.
    private const double Span = 600;
    private const double Largest = 1e-6;
    private const long MostUpdates = 30_000;

    private static readonly string[] Names =
    [
        "simultaneous", "alternating", "unrolled", "extragradient", "past-extragradient", "optimistic", "consensus",
        "symplectic-adjustment", "implicit", "predictive", "competitive", "heavy-ball", "lookahead",
    ];

    [Fact]
    public void The_predicted_rate_is_the_measured_one_to_one_percent()
    {
        var outcomes = new Outcome[Games, Names.Length];
        Parallel.For(0, Games, game =>
        {
            for (var rule = 0; rule < Names.Length; rule++)
            {
                outcomes[game, rule] = Try(game, rule);
            }
        });

        var failures = new List<string>();
        var (covered, converging) = (0, 0);
        for (var rule = 0; rule < Names.Length; rule++)
        {
            var mine = Enumerable.Range(0, Games).Select(game => outcomes[game, rule]).ToList();
            var tried = mine.Where(o => o.Why is null).ToList();
            failures.AddRange(tried.Where(o => !o.Passed).Select(o => o.Text));
            covered += tried.Count;
            converging += tried.Count(o => o.Predicted < 0);
            output.WriteLine($"{Names[rule]}: {InWords(mine, tried)}");
            Assert.True(tried.Count >= Games * 3 / 5, $"{Names[rule]}: only {tried.Count} games are covered");
        }

        var all = Games * Names.Length;
        output.WriteLine(
            $"{covered - failures.Count} of {covered} agree, {converging} of them converging; "
            + $"{all - covered} of {all} are not covered");
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private static string InWords(List<Outcome> all, List<Outcome> tried)
    {
        var worst = (tried.Count == 0 ? 0 : tried.Max(o => o.Off)).ToString("P3", CultureInfo.InvariantCulture);
        var others = all.Where(o => o.Why is not null).GroupBy(o => o.Why, StringComparer.Ordinal);
        return $"{tried.Count(o => o.Passed)} of {tried.Count} agree ({tried.Count(o => o.Predicted < 0)} converging), "
            + $"worst off by {worst}; {string.Join(", ", others.Select(g => $"{g.Count()} {g.Key}"))}";
    }

    private static Outcome Try(int number, int which)
    {
        var (game, rule) = Case(number, which);
        var eigenvalues = Spectrum.Of(game, rule).Eigenvalues;
        var leading = eigenvalues[0];
        var rate = Math.Log(leading.Magnitude);
        var complex = Math.Abs(leading.Imaginary) > 1e-9 * leading.Magnitude;

        // The conjugate's modulus is the same, but for the last digits, so it need not come next.
        var others = eigenvalues.Skip(1).ToList();
        if (complex)
        {
            others.Remove(others.MinBy(e => (e - Complex.Conjugate(leading)).Magnitude));
        }

        var gap = others.Count == 0 ? double.PositiveInfinity : rate - Math.Log(others.Max(e => e.Magnitude));
        if (Math.Abs(rate) < LeastRate)
        {
            return new("not hyperbolic");
        }

        if (gap < LeastGap)
        {
            return new("not simple");
        }

        // What is not leading has died away by e^14. A rotation by phi an update makes the log distance swing with 2
        // phi (a flip does not count): over a window of w updates the slope is off by less than 3 A/(w^2 2 phi), A the
        // swing, for which 5 is ample; the window makes that a fifth of a percent.
        var turn = complex ? Math.Abs(Math.IEEERemainder(2 * leading.Phase, 2 * Math.PI)) : Math.PI;
        var skip = (long)Math.Ceiling(14 / gap);
        var window = complex ? Math.Max(200, (long)Math.Ceiling(Math.Sqrt(15 / (0.002 * turn * Math.Abs(rate))))) : 200;
        window = Math.Min(window, complex ? long.MaxValue : Math.Max(20, (long)(Span / 2 / Math.Abs(rate))));
        if ((skip + window) * Math.Abs(rate) > Span || skip + window > MostUpdates)
        {
            return new("turning too slowly to average over");
        }

        var distance = rate < 0 ? Largest : Largest * Math.Exp(-(skip + window) * rate);
        var measured = MeasuredRate.Of(game, rule, Starts.OnSphere(game, distance, 1, number), skip, window);
        var off = Math.Abs((measured / rate) - 1);
        return new(
            null,
            rate,
            off,
            off <= 0.01,
            $"{game.InOneLine()}; {rule.InOneLine()}: predicted {rate:R}, measured {measured:R}, "
            + $"leading {leading}, gap {gap:G3}, updates {skip} + {window}");
    }

    /// <summary>A random game and a random rule of a kind: a pure function of both numbers.</summary>
    private static (Game Game, Rule Rule) Case(int number, int which)
    {
        var random = new Philox(1, number, Purpose.Settings);
        var size = 1 + (number % 4);
        double[] Some(double low, double high) => [.. Enumerable.Range(0, size).Select(_ => random.Uniform(low, high))];
        var game = new RandomSmooth(
            Some(-0.3, 1.5),
            Some(-0.3, 1.5),
            Some(0, 1.5),
            size,
            number + 1,
            number / 4 % 3 * 0.5,
            random.Uniform(0, 0.5));
        var own = new Philox(2, (number * Names.Length) + which, Purpose.Settings);
        double In(double low, double high) => own.Uniform(low, high);
        TEnum Any<TEnum>()
            where TEnum : struct, Enum
        {
            var values = Enum.GetValues<TEnum>();
            return values[(int)(own.Uniform() * values.Length)];
        }

        Rule rule = Names[which] switch
        {
            "simultaneous" => new Simultaneous(),
            "alternating" => new Alternating
            {
                Order = own.Uniform() < 0.5 ? Order.DFirst : Order.GFirst,
                K = (int)In(1, 4),
            },
            "unrolled" => new Unrolled(Any<UnrollMode>(), (int)In(1, 6)),
            "extragradient" => new Extragradient(),
            "past-extragradient" => new PastExtragradient(),
            "optimistic" => new Optimistic(),
            "consensus" => new Consensus(In(0.1, 1)),
            "symplectic-adjustment" => new SymplecticAdjustment(In(0.1, 1)),
            "implicit" => new Implicit((int)In(1, 3)),
            "predictive" => new Predictive(In(0.05, 0.5)),
            "competitive" => new Competitive(),
            "heavy-ball" => new HeavyBall(In(-0.5, 0.8)) { Order = Any<Order>() },
            "lookahead" => new Lookahead((int)In(2, 7), In(0.3, 0.9), Any<Order>()),
            _ => throw new InvalidOperationException(Names[which]),
        };
        Assert.Equal(Names[which], Catalog<Rule>.EntryOf(rule).Name);
        double Rate() => Math.Exp(In(Math.Log(0.03), Math.Log(0.4)));
        return (game, rule with { EtaG = Rate(), EtaD = Rate() });
    }

    private sealed record Outcome(
        string? Why,
        double Predicted = 0,
        double Off = 0,
        bool Passed = false,
        string Text = "");
}
