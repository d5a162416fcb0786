using Saddle.Scalars;

namespace Saddle.Games;

/// <summary>
/// An analytic game at work on one kind of number. A game's file states the losses, and where speed asks for it the
/// gradients too; everything else follows by running the same lines on dual numbers.
/// </summary>
/// <typeparam name="T">The kind of number.</typeparam>
/// <param name="settings">The game's settings: one record for all lanes, or one a lane.</param>
public abstract class AnalyticGame<T>(IPack<Game> settings) : IGame<T>
    where T : struct, IPacked<T>
{
    private AnalyticGame<Dual<T>>? _lifted;
    private Dual<T>[]? _dualState;
    private Dual<T>[]? _dualGradient;
    private T[]? _target;

    /// <inheritdoc/>
    public int GeneratorSize { get; } = settings.First.GeneratorSize;

    /// <inheritdoc/>
    public int DiscriminatorSize { get; } = settings.First.DiscriminatorSize;

    /// <summary>The game as players see it: with the noise of its settings on their gradients.</summary>
    public IGame<T> Seen => settings.All(g => g.Noise == 0)
        ? this
        : new NoisyGame<T>(this, settings.ToScalar<T>(g => g.Noise));

    private AnalyticGame<Dual<T>> Lifted => _lifted ??= settings.First.Bind<Dual<T>>(settings.As<Game>());

    private Dual<T>[] DualState => _dualState ??= new Dual<T>[GeneratorSize + DiscriminatorSize];

    private Dual<T>[] DualGradient => _dualGradient ??= new Dual<T>[GeneratorSize + DiscriminatorSize];

    /// <inheritdoc/>
    public abstract T Loss(Player player, ReadOnlySpan<T> state, in SampleKey key);

    /// <inheritdoc/>
    public virtual void Gradient(Player loss, Player by, ReadOnlySpan<T> state, Span<T> gradient, in SampleKey key)
    {
        var dual = Lift(state);
        var first = by == Player.Generator ? 0 : GeneratorSize;
        for (var i = 0; i < gradient.Length; i++)
        {
            dual[first + i] = new(state[first + i], 1.0);
            gradient[i] = Lifted.Loss(loss, dual, key).Slope;
            dual[first + i] = new(state[first + i], 0.0);
        }
    }

    /// <inheritdoc/>
    public virtual void Project(Player player, Span<T> state)
    {
    }

    /// <inheritdoc/>
    public virtual void ProjectAdjoint(Player player, ReadOnlySpan<T> state, Span<T> v)
    {
    }

    /// <inheritdoc/>
    public virtual void BestRespond(Span<T> state) =>
        throw new NotSupportedException(
            settings.First.WhyNoBestResponse ?? "this game has no best response in closed form");

    /// <inheritdoc/>
    public virtual void JacobianProduct(ReadOnlySpan<T> state, ReadOnlySpan<T> v, Span<T> product, in SampleKey key)
    {
        var (dual, slopes) = (DualState, DualGradient);
        for (var i = 0; i < state.Length; i++)
        {
            dual[i] = new(state[i], v[i]);
        }

        Lifted.Gradient(Player.Generator, Player.Generator, dual, slopes.AsSpan(0, GeneratorSize), key);
        Lifted.Gradient(Player.Discriminator, Player.Discriminator, dual, slopes.AsSpan(GeneratorSize), key);
        for (var i = 0; i < product.Length; i++)
        {
            product[i] = slopes[i].Slope;
        }
    }

    /// <inheritdoc/>
    public virtual void TransposedJacobianProduct(
        ReadOnlySpan<T> state,
        ReadOnlySpan<T> v,
        Span<T> product,
        in SampleKey key)
    {
        // A row of J belongs to one player: it is the gradient of a derivative of that player's loss. So J' v is the
        // sum over players of the change of the player's whole loss gradient along that player's part of v.
        product.Fill(0.0);
        for (var player = Player.Generator; player <= Player.Discriminator; player++)
        {
            var (dual, slopes) = (DualState, DualGradient);
            for (var i = 0; i < state.Length; i++)
            {
                var own = i < GeneratorSize == (player == Player.Generator);
                dual[i] = new(state[i], own ? v[i] : 0.0);
            }

            Lifted.Gradient(player, Player.Generator, dual, slopes.AsSpan(0, GeneratorSize), key);
            Lifted.Gradient(player, Player.Discriminator, dual, slopes.AsSpan(GeneratorSize), key);
            for (var i = 0; i < product.Length; i++)
            {
                product[i] += slopes[i].Slope;
            }
        }
    }

    /// <summary>
    /// How far the state is from the game's target, in the game's own units; by default the Euclidean distance from the
    /// equilibrium over all coordinates.
    /// </summary>
    /// <param name="state">The state.</param>
    public virtual T Distance(ReadOnlySpan<T> state)
    {
        T sum = 0.0;
        for (var i = 0; i < state.Length; i++)
        {
            var d = Displacement(state, i);
            sum = T.FusedMultiplyAdd(d, d, sum);
        }

        return T.Sqrt(sum);
    }

    /// <summary>One coordinate's signed displacement from the equilibrium.</summary>
    /// <param name="state">The state.</param>
    /// <param name="coordinate">Its number, the generator's first.</param>
    public virtual T Displacement(ReadOnlySpan<T> state, int coordinate)
    {
        _target ??= Targets();
        return state[coordinate] - _target[coordinate];
    }

    private T[] Targets()
    {
        var equilibria = settings.Select(g => g.Equilibrium());
        return
        [
            .. Enumerable.Range(0, GeneratorSize + DiscriminatorSize)
                .Select(i => equilibria.ToScalar<T>(values => values[i])),
        ];
    }

    private Dual<T>[] Lift(ReadOnlySpan<T> state)
    {
        var dual = DualState;
        for (var i = 0; i < state.Length; i++)
        {
            dual[i] = new(state[i], 0.0);
        }

        return dual;
    }
}
