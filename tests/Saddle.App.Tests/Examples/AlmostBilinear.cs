using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.Games;

/// <summary>
/// A bilinear game with a bend, <c>min over theta, max over psi of theta psi + bend (psi^2/2 - psi^4/4)</c>: its only
/// equilibrium repels, and what leaves it ends on a cycle.
/// </summary>
/// <param name="Bend">The weight of the bend.</param>
[Entry(
    "almost-bilinear",
    "a bilinear game with a bend, whose only equilibrium repels",
    @"\min_\theta \max_\psi\ \theta\psi + \epsilon (\tfrac12\psi^2 - \tfrac14\psi^4)",
    "made up for this guide")]
public sealed record AlmostBilinear(
    [Parameter("the weight of the bend", Min = 0, Max = 1e3)] double Bend = 0.5) : Game
{
    /// <inheritdoc/>
    public override int GeneratorSize => 1;

    /// <inheritdoc/>
    public override int DiscriminatorSize => 1;

    /// <inheritdoc/>
    public override IReadOnlyList<string> CoordinateNames => ["theta", "psi"];

    /// <inheritdoc/>
    public override string DefaultRule => "alternating";

    /// <inheritdoc/>
    public override AnalyticGame<T> Bind<T>(Pack<Game> settings) => new Bound<T>(settings.As<AlmostBilinear>());

    /// <inheritdoc/>
    public override double[] Equilibrium() => [0, 0];

    /// <inheritdoc/>
    public override (double Low, double High) StartRange(int coordinate) => (-0.5, 0.5);

    private sealed class Bound<T>(Pack<AlmostBilinear> settings) : AnalyticGame<T>(settings)
        where T : struct, IPacked<T>
    {
        private readonly T _bend = settings.ToScalar<T>(g => g.Bend);

        public override T Loss(Player player, ReadOnlySpan<T> state, in SampleKey key)
        {
            var (theta, psi) = (state[0], state[1]);
            var square = psi * psi;
            var value = (theta * psi) + (_bend * square * (0.5 - (0.25 * square)));
            return player == Player.Generator ? value : -value;
        }
    }
}
