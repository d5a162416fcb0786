using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Measuring;

/// <summary>
/// The constant learning rate, the same for both players, with which a rule approaches a game's equilibrium fastest.
/// </summary>
internal static class BestRate
{
    /// <summary>
    /// The rate of the least spectral radius: the best of a logarithmic grid, then refined by golden section.
    /// </summary>
    /// <param name="game">The game.</param>
    /// <param name="rule">The rule with any rates.</param>
    /// <param name="low">The least rate tried.</param>
    /// <param name="high">The greatest rate tried.</param>
    public static Rule For(Game game, Rule rule, double low = 1e-4, double high = 10)
    {
        const int Cells = 100;
        double At(int i) => Math.Log(low) + ((Math.Log(high) - Math.Log(low)) * i / Cells);
        double Radius(double logarithm) => Spectrum.Of(game, With(rule, logarithm)).Radius!.Value;

        var best = Enumerable.Range(0, Cells + 1).MinBy(i => Radius(At(i)));
        var (a, b) = (At(Math.Max(0, best - 1)), At(Math.Min(Cells, best + 1)));
        var ratio = (Math.Sqrt(5) - 1) / 2;
        for (var i = 0; i < 30; i++)
        {
            var (left, right) = (b - (ratio * (b - a)), a + (ratio * (b - a)));
            (a, b) = Radius(left) < Radius(right) ? (a, right) : (left, b);
        }

        return With(rule, (a + b) / 2);
    }

    private static Rule With(Rule rule, double logarithm) =>
        rule with { EtaG = Math.Exp(logarithm), EtaD = Math.Exp(logarithm) };
}
