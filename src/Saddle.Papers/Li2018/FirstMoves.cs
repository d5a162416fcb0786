using MathNet.Numerics.Distributions;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Li2018;

/// <summary>
/// What the first update of runs is off from what the learning rate times the slope of the game's value says, the value
/// being computed apart from the game's own code. A gradient of a wrong size, sign or place cannot pass.
/// </summary>
internal static class FirstMoves
{
    /// <summary>The most that a claim allows; difference quotients are off by some 1e-9.</summary>
    public const double Tolerance = 1e-6;

    /// <summary>How it is told in a claim's condition.</summary>
    public const string Condition =
        "in the first update of 200 starts each player moves by its learning rate times the slope of the game's value, "
        + "by difference quotients of integrals of our own, to 1e-6";

    private const int Runs = 200;
    private const double Nudge = 1e-5;

    /// <summary>
    /// The greatest norm, over runs and players, of a move divided by the learning rate less the slope; for a
    /// discriminator that answers with its best response, what its answer's value lacks to the greatest value instead.
    /// </summary>
    /// <param name="game">The game that is played.</param>
    /// <param name="rule">The rule under which it is played.</param>
    /// <param name="eta">The learning rate that it is meant to have.</param>
    /// <param name="setting">The seed.</param>
    public static double Off(TwoGaussians game, Rule rule, double eta, ClaimSetting setting)
    {
        var moves = new Moves(game, rule, eta);

        // Math.Max keeps what is not a number.
        return Enumerable.Range(0, Runs)
            .Select(run => moves.Off(DrawnStart.Of(game, setting.Seed, run)))
            .Aggregate(0.0, Math.Max);
    }

    // The mass of an even mixture of two unit Gaussians below a point.
    private static double Below(double x, double first, double second) =>
        0.5 * (Normal.CDF(first, 1, x) + Normal.CDF(second, 1, x));

    private sealed record Moves(TwoGaussians Game, Rule Rule, double Eta)
    {
        public double Off(double[] start)
        {
            var after = Simulation.Run(Game, Rule, start, 1).Final;

            // The generator sees the discriminator's new intervals.
            double[] seen = [.. start[..2], .. after[2..]];
            var generator = Gap(start, after, seen, 0, 2, -Eta);
            if (Rule.UsesBestResponse)
            {
                return Math.Max(generator, Greatest(start) - Value(seen));
            }

            // Where ends cross, the game's rule for that has its say, and not the gradient.
            double[] ahead = [.. start.Select((x, i) => i < 2 ? x : x + (Eta * Slope(start, i)))];
            return ahead[2] > ahead[3] || ahead[4] > ahead[5]
                ? generator
                : Math.Max(generator, Gap(start, after, start, 2, 6, Eta));
        }

        // E_{G*} D + E_{G_u} (1 - D).
        private double Value(double[] state) =>
            1 + Mass(state, state[3]) - Mass(state, state[2]) + Mass(state, state[5]) - Mass(state, state[4]);

        private double Mass(double[] state, double x) =>
            Below(x, Game.Target[0], Game.Target[1]) - Below(x, state[0], state[1]);

        private double Gap(double[] start, double[] after, double[] at, int from, int to, double eta) => Math.Sqrt(
            Enumerable.Range(from, to - from)
                .Sum(i => Math.Pow(((after[i] - start[i]) / eta) - Slope(at, i), 2)));

        private double Slope(double[] at, int coordinate)
        {
            double Moved(double by) => Value([.. at.Select((x, i) => i == coordinate ? x + by : x)]);
            return (Moved(Nudge) - Moved(-Nudge)) / (2 * Nudge);
        }

        // 1 and the mass where the target's density is the greater, summed over small steps.
        private double Greatest(double[] state)
        {
            const double Reach = 12;
            const int Steps = 6000;
            double At(int i) => Mass(state, -Reach + (2 * Reach * i / Steps));
            return 1 + Enumerable.Range(0, Steps).Sum(i => Math.Max(0, At(i + 1) - At(i)));
        }
    }
}
