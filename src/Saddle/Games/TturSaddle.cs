using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.Games;

/// <summary>
/// The toy saddle of the two time-scale paper, <c>f(x, y) = (1 + x^2)(100 - y^2)</c>: the generator descends it in x,
/// the discriminator ascends it in y. At the saddle the curvatures are 200 and 2, a hundredfold apart.
/// </summary>
/// <param name="StartAt">The start.</param>
/// <remarks>
/// Heusel et al. 2017, arXiv:1706.08500, toy data (the authors' notebook, which adds unit Gaussian noise to each
/// gradient and moves x first).
/// </remarks>
[Entry(
    "ttur-saddle",
    "the toy saddle of the two time-scale paper: curvatures a hundredfold apart",
    @"\min_x \max_y\ (1+x^2)(100-y^2)",
    "Heusel et al. 2017 (arXiv:1706.08500), toy data")]
public sealed record TturSaddle(
    [Parameter("the start", Default = "0.5,-0.4", Length = 2, Min = -1e3, Max = 1e3)] double[] StartAt) : Game
{
    private static readonly Dictionary<string, string> GeneratorFirst = new(StringComparer.Ordinal)
    {
        ["order"] = "g-first",
    };

    /// <inheritdoc/>
    public override int GeneratorSize => 1;

    /// <inheritdoc/>
    public override int DiscriminatorSize => 1;

    /// <inheritdoc/>
    public override IReadOnlyList<string> CoordinateNames => ["x", "y"];

    /// <inheritdoc/>
    public override string DefaultRule => "alternating";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> DefaultRuleSettings => GeneratorFirst;

    /// <inheritdoc/>
    public override string? WhyNoBestResponse => null;

    /// <inheritdoc/>
    public override AnalyticGame<T> Bind<T>(Pack<Game> settings) => new Bound<T>(settings);

    /// <inheritdoc/>
    public override double[] Equilibrium() => [0, 0];

    /// <inheritdoc/>
    public override (double Low, double High) StartRange(int coordinate) => (StartAt[coordinate], StartAt[coordinate]);

    private sealed class Bound<T>(Pack<Game> settings) : AnalyticGame<T>(settings)
        where T : struct, IPacked<T>
    {
        public override T Loss(Player player, ReadOnlySpan<T> state, in SampleKey key)
        {
            var (x, y) = (state[0], state[1]);
            var value = (1.0 + (x * x)) * (100.0 - (y * y));
            return player == Player.Generator ? value : -value;
        }

        public override void Gradient(Player loss, Player by, ReadOnlySpan<T> state, Span<T> gradient, in SampleKey key)
        {
            var (x, y) = (state[0], state[1]);
            var slope = by == Player.Generator ? 2.0 * x * (100.0 - (y * y)) : -2.0 * y * (1.0 + (x * x));
            gradient[0] = loss == Player.Generator ? slope : -slope;
        }

        public override void BestRespond(Span<T> state) => state[1] = 0.0;
    }
}
