using Saddle.Gans.Networks;

namespace Saddle.Gans.Dense;

/// <summary>What a layer does to its products, row by row: it adds the biases and applies its function.</summary>
internal abstract class Activations
{
    /// <summary>The activations of a layer.</summary>
    /// <param name="unit">Its units; null for outputs as they are.</param>
    public static Activations Of(Unit? unit) => unit switch
    {
        null => new Activations<IdentityActivation>(default),
        { Activation: Activation.Tanh } => new Activations<TanhActivation>(default),
        { Activation: Activation.Softplus } => new Activations<SoftplusActivation>(default),
        _ => new Activations<RectifierActivation>(new((float)unit.Slope)),
    };

    /// <summary>Replaces products by activations.</summary>
    /// <param name="values">Rows as long as the biases.</param>
    /// <param name="biases">One a column.</param>
    public abstract void Forward(Span<float> values, ReadOnlySpan<float> biases);

    /// <summary>Replaces the derivatives by the activations by those by the products.</summary>
    /// <param name="slopes">Rows as long as the biases.</param>
    /// <param name="outputs">The activations.</param>
    /// <param name="biases">The result: the derivatives by the biases, the rows' sum.</param>
    public abstract void Backward(Span<float> slopes, ReadOnlySpan<float> outputs, Span<float> biases);
}
