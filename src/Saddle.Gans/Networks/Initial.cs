using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>The law of a parameter before training.</summary>
/// <param name="Quantile">From a uniform number in (0, 1) to the value.</param>
public sealed record Initial(Func<double, double> Quantile)
{
    /// <summary>The values themselves, where they are given and not drawn.</summary>
    public Tensor? Values { get; private init; }

    /// <summary>All 0.</summary>
    public static Initial Zero { get; } = Constant(0);

    /// <summary>All 1.</summary>
    public static Initial One { get; } = Constant(1);

    /// <summary>All one value.</summary>
    /// <param name="value">The value.</param>
    public static Initial Constant(double value) => new(_ => value);

    /// <summary>These values, of the parameter's shape: those of a network that is trained already.</summary>
    /// <param name="values">The values; a copy is kept.</param>
    public static Initial Given(Tensor values)
    {
        using var scope = new TensorScope();
        return Zero with { Values = TensorScope.Release(values.Detach().Clone()) };
    }

    /// <summary>Uniform in [-limit, limit].</summary>
    /// <param name="limit">The limit.</param>
    public static Initial Uniform(double limit) => new(u => limit * ((2 * u) - 1));

    /// <summary>Normal with mean 0.</summary>
    /// <param name="sd">The standard deviation.</param>
    /// <param name="mean">The mean.</param>
    public static Initial Normal(double sd, double mean = 0) => new(u => mean + (sd * Scalars.Normal.Quantile(u)));

    /// <summary>Normal with mean 0, without what lies more than two standard deviations out.</summary>
    /// <param name="sd">The standard deviation before cutting off.</param>
    public static Initial TruncatedNormal(double sd)
    {
        var below = 0.022750131948179195; // the share of the unit normal below -2
        return new(u => sd * Scalars.Normal.Quantile(below + (u * (1 - (2 * below)))));
    }

    /// <summary>
    /// Uniform in +-1/sqrt(fan in): what PyTorch gives linear layers and convolutions by default, weights and biases.
    /// </summary>
    /// <param name="fanIn">The number of inputs that one output sums over.</param>
    public static Initial Default(long fanIn) => Uniform(1 / Math.Sqrt(fanIn));

    /// <summary>Uniform with standard deviation gain sqrt(2 / (fan in + fan out)).</summary>
    /// <param name="fanIn">The number of inputs that one output sums over.</param>
    /// <param name="fanOut">The number of outputs that one input goes to.</param>
    /// <param name="gain">The gain.</param>
    /// <remarks>
    /// Glorot and Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks", equation
    /// 16.
    /// </remarks>
    public static Initial Xavier(long fanIn, long fanOut, double gain = 1) =>
        Uniform(gain * Math.Sqrt(6.0 / (fanIn + fanOut)));

    /// <summary>Draws values.</summary>
    /// <param name="values">The result.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="parameter">The parameter's number in its player.</param>
    public void Draw(Span<double> values, ulong seed, long parameter)
    {
        var random = new Philox(seed, parameter, Purpose.Start);
        for (var i = 0; i < values.Length; i++)
        {
            // The middle of the generator's cell: never 0, where quantiles are infinite.
            values[i] = Quantile(random.Uniform() + (0.5 / 9007199254740992.0));
        }
    }
}
