using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Papers.Heusel2017;

/// <summary>The setting of the toy saddle of Heusel et al. 2017 (arXiv:1706.08500), as the authors' notebook has it.</summary>
internal static class Setting
{
    /// <summary>How the toy's settings are known to us.</summary>
    public const string Notebook = "read in the authors' notebook";

    /// <summary>The number of updates of a run.</summary>
    public const long Steps = 5000;

    /// <summary>The number of last updates that are averaged over.</summary>
    public const int Window = 1000;

    /// <summary>The notebook's four runs: the learning rates of x and y, and the norm that its run ended with.</summary>
    public static IReadOnlyList<(double RateX, double RateY, double Final)> Runs { get; } =
        [(0.01, 0.01, 0.794), (0.001, 0.001, 0.010), (0.0001, 0.01, 0.096), (0.01, 0.0001, 0.143)];

    /// <summary>The saddle with unit noise on each gradient, from (0.5, -0.4).</summary>
    public static TturSaddle Game { get; } = new([0.5, -0.4]) { Noise = 1 };

    /// <summary>x moves first, and y sees the new x.</summary>
    public static Rule Rule(double rateX, double rateY) => new Alternating { Order = Order.GFirst, EtaG = rateX, EtaD = rateY };

    /// <summary>What a run's last thousand updates look like.</summary>
    /// <param name="MeanNorm">The mean of the distance from the saddle.</param>
    /// <param name="SquareX">The mean of x^2.</param>
    /// <param name="SquareY">The mean of y^2.</param>
    /// <param name="Final">The last distance.</param>
    /// <param name="Largest">The largest distance of the whole run.</param>
    public sealed record Late(double MeanNorm, double SquareX, double SquareY, double Final, double Largest);

    /// <summary>Many runs, each with noise of its own.</summary>
    public static Late[] Simulate(double rateX, double rateY, int runs, ClaimSetting setting)
    {
        var result = new Late[runs];
        Parallel.For(0, (runs + Lanes.Width - 1) / Lanes.Width, new() { MaxDegreeOfParallelism = Environment.ProcessorCount }, block =>
        {
            var first = block * Lanes.Width;
            var game = Game.Bind<Lanes>();
            var update = Rule(rateX, rateY).Bind(game.Seen);
            Lanes[] state = [Game.StartAt[0], Game.StartAt[1]];
            Lanes norm = 0.0;
            Lanes x = 0.0;
            Lanes y = 0.0;
            Lanes largest = 0.0;
            for (long step = 0; step < Steps && !(step % 1024 == 0 && setting.Cancellation.IsCancellationRequested); step++)
            {
                update.Step(state, [], new Sample(setting.Seed, first, step, 0));
                var distance = game.Distance(state);
                largest = Lanes.Select(distance <= largest, largest, distance);
                if (step >= Steps - Window)
                {
                    norm += distance;
                    x += state[0] * state[0];
                    y += state[1] * state[1];
                }
            }

            var final = game.Distance(state);
            for (var lane = 0; lane < Lanes.Width && first + lane < runs; lane++)
            {
                result[first + lane] = new(
                    Lanes.Lane(norm, lane) / Window, Lanes.Lane(x, lane) / Window, Lanes.Lane(y, lane) / Window, Lanes.Lane(final, lane), Lanes.Lane(largest, lane));
            }
        });
        setting.Cancellation.ThrowIfCancellationRequested();
        return result;
    }

    /// <summary>A pair of learning rates.</summary>
    public static string Pair(double rateX, double rateY) => $"({rateX.Text()}, {rateY.Text()})";

    /// <summary>The settings of the toy.</summary>
    public static IEnumerable<(string Name, string Value)> Describe(int runs, ClaimSetting setting) =>
    [
        ("game", Game.InOneLine()),
        ("rule", "alternating, g-first (x moves first, y sees the new x), k 1"),
        ("updates", Steps.Text()),
        ("averaged over", $"the last {Window.Text()} updates"),
        ("runs", $"{runs.Text()} a setting, each with noise of its own"),
        ("seed", setting.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    ];
}
