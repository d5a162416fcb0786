using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Papers.Heusel2017;

/// <summary>
/// A generator alone in a loss of two wells that are as deep, a sharp one at -1 and a flat one at 1:
/// <c>f(x) = -log(exp(-(x+1)^2 / (2 w^2)) + exp(-(x-1)^2 / 2))</c>, w = 0.25. The discriminator's coordinate does
/// nothing to it.
/// </summary>
internal sealed record TwoWells : Game
{
    /// <summary>The sharp well's bottom.</summary>
    public const double Sharp = -1;

    /// <summary>Where the wells meet: as many widths from the one as from the other.</summary>
    public const double Ridge = Sharp + (2 * Width / (1 + Width));

    private const double Width = 0.25;

    /// <inheritdoc/>
    public override int GeneratorSize => 1;

    /// <inheritdoc/>
    public override int DiscriminatorSize => 1;

    /// <inheritdoc/>
    public override AnalyticGame<T> Bind<T>(Pack<Game> settings) => new Bound<T>(settings);

    /// <inheritdoc/>
    public override double[] Equilibrium() => [Sharp, 0];

    /// <inheritdoc/>
    public override (double Low, double High) StartRange(int coordinate) => coordinate == 0 ? (Sharp, Sharp) : (0, 0);

    private sealed class Bound<T>(Pack<Game> settings) : AnalyticGame<T>(settings)
        where T : struct, IPacked<T>
    {
        public override T Loss(Player player, ReadOnlySpan<T> state, in SampleKey key)
        {
            var (sharp, flat) = Wells(state[0]);
            return player == Player.Generator
                ? flat - T.Log(1.0 + T.Exp(T.Min(700.0, flat - sharp)))
                : 0.5 * state[1] * state[1];
        }

        // The slopes of both wells, each with its share of the sum of exponentials.
        public override void Gradient(Player loss, Player by, ReadOnlySpan<T> state, Span<T> gradient, in SampleKey key)
        {
            var x = state[0];
            var (sharp, flat) = Wells(x);
            var share = 1.0 / (1.0 + T.Exp(T.Min(700.0, sharp - flat)));
            gradient[0] = loss != by ? 0.0
                : by == Player.Discriminator ? state[1]
                : (share * ((x - Sharp) / (Width * Width))) + ((1.0 - share) * (x - 1.0));
        }

        private static (T Sharp, T Flat) Wells(T x)
        {
            var (sharp, flat) = ((x - Sharp) / Width, x - 1.0);
            return (0.5 * sharp * sharp, 0.5 * flat * flat);
        }
    }
}
