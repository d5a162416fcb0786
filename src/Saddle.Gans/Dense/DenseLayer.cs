using Saddle.Gans.Networks;
using Saddle.Torch;

namespace Saddle.Gans.Dense;

/// <summary>One dense layer over a player's flat parameters, with the function of its units.</summary>
/// <param name="inputs">The number of inputs.</param>
/// <param name="outputs">The number of outputs.</param>
/// <param name="weight">Where its weight begins, [outputs, inputs].</param>
/// <param name="bias">Where its biases begin.</param>
/// <param name="unit">What its units are; null for outputs as they are.</param>
internal sealed class DenseLayer(int inputs, int outputs, int weight, int bias, Unit? unit)
{
    private readonly Activations _activations = Activations.Of(unit);

    // The weight's transpose, where inputs are few.
    private readonly float[] _transposed = new float[inputs <= ThinMatrix.Few ? inputs * outputs : 0];

    /// <summary>The number of inputs.</summary>
    public int Inputs => inputs;

    /// <summary>The number of outputs.</summary>
    public int Outputs => outputs;

    /// <summary>The layer.</summary>
    /// <param name="parameters">The player's.</param>
    /// <param name="x">[rows, inputs].</param>
    /// <param name="y">The result, [rows, outputs].</param>
    public void Forward(ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, Span<float> y)
    {
        var w = Weight(parameters);
        if (inputs <= ThinMatrix.Few)
        {
            ThinMatrix.Transpose(w, _transposed, outputs);
            ThinMatrix.Spread(x, _transposed, y, inputs);
        }
        else if (outputs <= ThinMatrix.Few)
        {
            ThinMatrix.Gather(x, w, y, outputs);
        }
        else
        {
            Matrices.Multiply(x, false, w, true, y, y.Length / outputs, outputs);
        }

        _activations.Forward(y, parameters.Slice(bias, outputs));
    }

    /// <summary>
    /// From the derivatives by the outputs to those by the products of the weight, in place, and by the biases.
    /// </summary>
    /// <param name="slopes">[rows, outputs].</param>
    /// <param name="y">What the layer gave, [rows, outputs].</param>
    /// <param name="gradient">As long as the player's parameters.</param>
    public void Backward(Span<float> slopes, ReadOnlySpan<float> y, Span<float> gradient) =>
        _activations.Backward(slopes, y, gradient.Slice(bias, outputs));

    /// <summary>The derivatives by the weight.</summary>
    /// <param name="slopes">The derivatives by the products, [rows, outputs].</param>
    /// <param name="x">What the layer was given, [rows, inputs].</param>
    /// <param name="gradient">As long as the player's parameters.</param>
    public void ByWeight(ReadOnlySpan<float> slopes, ReadOnlySpan<float> x, Span<float> gradient)
    {
        var by = gradient.Slice(weight, inputs * outputs);
        if (inputs <= ThinMatrix.Few)
        {
            ThinMatrix.Collect(x, slopes, _transposed, inputs);
            ThinMatrix.Transpose(_transposed, by, inputs);
        }
        else if (outputs <= ThinMatrix.Few)
        {
            ThinMatrix.Collect(slopes, x, by, outputs);
        }
        else
        {
            Matrices.Multiply(slopes, true, x, false, by, outputs, inputs);
        }
    }

    /// <summary>The derivatives by the inputs.</summary>
    /// <param name="parameters">The player's.</param>
    /// <param name="slopes">The derivatives by the products, [rows, outputs].</param>
    /// <param name="by">The result, [rows, inputs].</param>
    public void ByInput(ReadOnlySpan<float> parameters, ReadOnlySpan<float> slopes, Span<float> by)
    {
        var w = Weight(parameters);
        if (outputs <= ThinMatrix.Few)
        {
            ThinMatrix.Spread(slopes, w, by, outputs);
        }
        else if (inputs <= ThinMatrix.Few)
        {
            ThinMatrix.Transpose(w, _transposed, outputs);
            ThinMatrix.Gather(slopes, _transposed, by, inputs);
        }
        else
        {
            Matrices.Multiply(slopes, false, w, false, by, by.Length / inputs, inputs);
        }
    }

    private ReadOnlySpan<float> Weight(ReadOnlySpan<float> parameters) => parameters.Slice(weight, inputs * outputs);
}
