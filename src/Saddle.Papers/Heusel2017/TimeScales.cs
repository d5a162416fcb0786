using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Papers.Heusel2017;

/// <summary>
/// A game on which the time scales decide: alone the generator is pushed away (curvature -2), and only a discriminator
/// that keeps up, psi = 2 theta, brings it back (curvature -2 + 4). With the discriminator's rate tau times the
/// generator's both together are stable for tau above 2.
/// </summary>
internal static class TimeScales
{
    /// <summary>The standard deviation of the noise on each gradient.</summary>
    public const double Noise = 0.1;

    /// <summary>The game.</summary>
    public static Quadratic Game { get; } = new([-2], [1], [2]) { Noise = Noise };

    /// <summary>Why the theorem's assumptions hold.</summary>
    public const string Assumptions =
        "gradients linear, hence Lipschitz; noise independent with bounded variance; for fixed theta the "
        + "discriminator has the global attractor lambda(theta) = 2 theta, and theta' = 2 theta - 2 "
        + "lambda(theta) = -2 theta the global attractor 0; schedules n^-p with p in (1/2, 1]";

    /// <summary>Simultaneous descent with power-law rates.</summary>
    public static Rule Rule(Schedule generator, Schedule discriminator) =>
        new Simultaneous { EtaG = generator, EtaD = discriminator };

    /// <summary>The schedules with a(n) = o(b(n)).</summary>
    public static IReadOnlyList<(Schedule A, Schedule B)> Separated { get; } =
    [
        (new(0.2, -0.9), new(0.2, -0.6)),
        (new(0.2, -0.8), new(0.2, -0.55)),
        (new(0.5, -1), new(0.5, -0.7)),
    ];

    /// <summary>Between which distances runs move over the last tenth of a number of updates.</summary>
    public static (double Low, double High)[] Run(Game game, Rule rule, int runs, long updates, ClaimSetting setting)
    {
        double[] Start(int run) => DrawnStart.Of(game, setting.Seed, run);
        var late = Envelope.Of(game, rule, runs, Start, updates * 9 / 10, updates, setting);
        return [.. late.Select(e => (e.Low, e.High))];
    }
}
