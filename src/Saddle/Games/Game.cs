using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.Games;

/// <summary>
/// The settings of an analytic two-player game: a sealed record in one file, marked with its catalogue name.
/// </summary>
/// <remarks>
/// To add a game: (1) a sealed record with <c>[Entry]</c>, whose constructor declares the parameters with
/// <c>[Parameter]</c>; (2) the two sizes and an equilibrium; (3) <see cref="Bind{T}(Pack{Game})"/> returning the game's
/// own <see cref="AnalyticGame{T}"/>, which states the losses; (4) a start. Help, strict parsing, schemas, gradients,
/// spectra, sweeps and the conformance tests follow from these.
/// </remarks>
[Family]
public abstract record Game : ICheckedEntry
{
    /// <summary>
    /// The standard deviation of the Gaussian noise that is added to every coordinate of both players' gradients.
    /// </summary>
    [Parameter("standard deviation of Gaussian noise added to each coordinate of the gradients", Min = 0, Max = 1e6)]
    public double Noise { get; init; }

    /// <summary>The number of the generator's coordinates.</summary>
    public abstract int GeneratorSize { get; }

    /// <summary>The number of the discriminator's coordinates.</summary>
    public abstract int DiscriminatorSize { get; }

    /// <summary>
    /// What two games must share, beside the settings that are not numbers, to run in lanes of one number: their
    /// coordinates must mean the same.
    /// </summary>
    public virtual string Shape =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{GeneratorSize},{DiscriminatorSize}");

    /// <summary>The number of all coordinates.</summary>
    public int StateSize => GeneratorSize + DiscriminatorSize;

    /// <summary>The names of the coordinates, generator's first.</summary>
    public virtual IReadOnlyList<string> CoordinateNames =>
        [
            .. Enumerable.Range(1, GeneratorSize).Select(i => $"theta{i}"),
            .. Enumerable.Range(1, DiscriminatorSize).Select(i => $"psi{i}"),
        ];

    /// <summary>The catalogue name of the rule that is used where none is named.</summary>
    public virtual string DefaultRule => "simultaneous";

    /// <summary>Settings of the default rule, where this game's differ from the rule's own.</summary>
    public virtual IReadOnlyDictionary<string, string> DefaultRuleSettings =>
        System.Collections.Immutable.ImmutableDictionary<string, string>.Empty;

    /// <summary>Settings of this game that are known to make it converge; none by default.</summary>
    public virtual IReadOnlyList<GameRemedy> Remedies => [];

    /// <summary>
    /// A game of the same linearisation at the equilibrium, with fewer coordinates where the others add nothing but
    /// known decoupled eigenvalues; by default the game itself.
    /// </summary>
    public virtual Game ForSpectrum => this;

    /// <summary>Why there is no best response of the discriminator; null where there is one.</summary>
    public virtual string? WhyNoBestResponse => "the discriminator's loss has no minimiser in closed form here";

    /// <summary>The named rules by which a run counts as a success, the first being the one that decides.</summary>
    public virtual IReadOnlyList<SuccessRule> SuccessRules =>
        [new("distance", "distance from the equilibrium at most 0.01", state => Distance(state), 0.01)];

    /// <summary>The game at work on one kind of number.</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="settings">One record of this type for all lanes, or one a lane.</param>
    public abstract AnalyticGame<T> Bind<T>(Pack<Game> settings)
        where T : struct, IPacked<T>;

    /// <summary>The game at work on one kind of number, with these settings in every lane.</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    public AnalyticGame<T> Bind<T>()
        where T : struct, IPacked<T> => Bind<T>(new Pack<Game>(this));

    /// <summary>A state in which the field vanishes and which training is meant to reach.</summary>
    public abstract double[] Equilibrium();

    /// <summary>The interval from which a start's coordinate is drawn.</summary>
    /// <param name="coordinate">The coordinate's number, the generator's first.</param>
    public abstract (double Low, double High) StartRange(int coordinate);

    /// <summary>Draws a start; by default each coordinate uniformly from its <see cref="StartRange"/>.</summary>
    /// <param name="random">The run's own random numbers.</param>
    /// <param name="state">The result, one entry a coordinate.</param>
    public virtual void Start(Philox random, Span<double> state)
    {
        ArgumentNullException.ThrowIfNull(random);
        for (var i = 0; i < state.Length; i++)
        {
            var (low, high) = StartRange(i);
            state[i] = random.Uniform(low, high);
        }
    }

    /// <summary>What is wrong with a start that can be run but cannot succeed; null if nothing is.</summary>
    /// <param name="state">The start.</param>
    public virtual string? Warning(ReadOnlySpan<double> state) => null;

    /// <summary>Why one update has no Jacobian at a state; null where it has one.</summary>
    /// <param name="state">The state.</param>
    /// <param name="bestResponse">Whether the update lets the discriminator respond best.</param>
    public virtual string? WhyNotDifferentiable(ReadOnlySpan<double> state, bool bestResponse) => null;

    /// <summary>The class of a run that failed.</summary>
    /// <param name="final">The last state.</param>
    /// <param name="earlier">The state after nine tenths of the run.</param>
    public virtual string ClassifyFailure(ReadOnlySpan<double> final, ReadOnlySpan<double> earlier) =>
        !IsFinite(final) ? "runaway" : IsMoving(final, earlier) ? "still moving" : "stopped elsewhere";

    /// <summary>The game's name and settings, as they are given on the command line.</summary>
    public sealed override string ToString() => Spec.Describe(this);

    /// <summary>How far a state is from the target, in the game's own units.</summary>
    /// <param name="state">The state.</param>
    public double Distance(ReadOnlySpan<double> state) =>
        Bind<Real>().Distance(state.ToScalars<Real>()).Value;

    /// <inheritdoc/>
    IEnumerable<Mistake> ICheckedEntry.FindMistakes() => GameMistakes.Find(this);

    /// <summary>All coordinates are finite.</summary>
    protected static bool IsFinite(ReadOnlySpan<double> state)
    {
        foreach (var value in state)
        {
            if (!double.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A coordinate changed by more than 0.001 between the two states.</summary>
    protected static bool IsMoving(ReadOnlySpan<double> final, ReadOnlySpan<double> earlier)
    {
        for (var i = 0; i < final.Length; i++)
        {
            if (Math.Abs(final[i] - earlier[i]) > 1e-3)
            {
                return true;
            }
        }

        return false;
    }
}
