using Saddle.Gans.Networks;

namespace Saddle.Gans.Dense;

/// <summary>
/// A player's network written out: dense layers one after the other, and storage for one batch, kept from evaluation to
/// evaluation.
/// </summary>
internal sealed class DenseNetwork
{
    private readonly DenseLayer[] _layers;
    private readonly float[][] _values;
    private readonly float[][] _slopes;
    private readonly float[] _gradient;

    private DenseNetwork(DenseLayer[] layers, int size, int rows)
    {
        _layers = layers;
        var widths = layers.Select(l => l.Inputs).Append(layers[^1].Outputs).ToArray();
        _values = [.. widths.Select(width => new float[rows * width])];
        _slopes = [.. widths.Select(width => new float[rows * width])];
        _gradient = new float[size];
    }

    /// <summary>The gradient by all parameters, as the last backward pass left it.</summary>
    public ReadOnlySpan<float> Gradient => _gradient;

    /// <summary>A network that consists of dense layers, each with units or without; null for any other.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The number of its inputs.</param>
    /// <param name="rows">The most samples that a pass takes.</param>
    public static DenseNetwork? Of(PlayerNetwork network, int inputs, int rows)
    {
        var (parts, size) = (new List<(Linear Linear, Unit? Unit)>(), (long)inputs);
        if (!Read(network.Layer, parts, ref size) || parts.Count == 0)
        {
            return null;
        }

        var offsets = new int[network.Blueprint.Parameters.Count + 1];
        foreach (var parameter in network.Blueprint.Parameters)
        {
            offsets[parameter.Index + 1] = offsets[parameter.Index] + (int)parameter.Count;
        }

        var layers = parts.Select(
            part => new DenseLayer(
                (int)part.Linear.Weight.Shape[1],
                (int)part.Linear.Weight.Shape[0],
                offsets[part.Linear.Weight.Index],
                offsets[part.Linear.Bias.Index],
                part.Unit));
        return new([.. layers], offsets[^1], rows);
    }

    /// <summary>The inputs, [rows, inputs]: to be set before a pass.</summary>
    public Span<float> Inputs(Range rows) => Rows(_values[0], rows, _layers[0].Inputs);

    /// <summary>The outputs of the last pass through these rows, [rows, outputs].</summary>
    public Span<float> Outputs(Range rows) => Rows(_values[^1], rows, _layers[^1].Outputs);

    /// <summary>The derivatives by the outputs, [rows, outputs]: to be set before a backward pass.</summary>
    public Span<float> OutputSlopes(Range rows) => Rows(_slopes[^1], rows, _layers[^1].Outputs);

    /// <summary>The derivatives by the inputs, [rows, inputs].</summary>
    public Span<float> InputSlopes(Range rows) => Rows(_slopes[0], rows, _layers[0].Inputs);

    /// <summary>From the inputs to the outputs.</summary>
    /// <param name="parameters">The player's.</param>
    /// <param name="rows">Which samples.</param>
    public void Forward(ReadOnlySpan<float> parameters, Range rows)
    {
        for (var i = 0; i < _layers.Length; i++)
        {
            var layer = _layers[i];
            layer.Forward(
                parameters, Rows(_values[i], rows, layer.Inputs), Rows(_values[i + 1], rows, layer.Outputs));
        }
    }

    /// <summary>From the derivatives by the outputs to those by the parameters.</summary>
    /// <param name="parameters">The player's, those of the pass before.</param>
    /// <param name="rows">Which samples.</param>
    public void BackwardToParameters(ReadOnlySpan<float> parameters, Range rows)
    {
        for (var i = _layers.Length - 1; i >= 0; i--)
        {
            Backward(i, rows);
            _layers[i].ByWeight(
                Rows(_slopes[i + 1], rows, _layers[i].Outputs), Rows(_values[i], rows, _layers[i].Inputs), _gradient);
            if (i > 0)
            {
                ByInput(i, parameters, rows);
            }
        }
    }

    /// <summary>From the derivatives by the outputs to those by the inputs, and by no parameter.</summary>
    /// <param name="parameters">The player's, those of the pass before.</param>
    /// <param name="rows">Which samples.</param>
    public void BackwardToInputs(ReadOnlySpan<float> parameters, Range rows)
    {
        for (var i = _layers.Length - 1; i >= 0; i--)
        {
            Backward(i, rows);
            ByInput(i, parameters, rows);
        }
    }

    private void Backward(int i, Range rows) => _layers[i].Backward(
        Rows(_slopes[i + 1], rows, _layers[i].Outputs), Rows(_values[i + 1], rows, _layers[i].Outputs), _gradient);

    private void ByInput(int i, ReadOnlySpan<float> parameters, Range rows) => _layers[i].ByInput(
        parameters, Rows(_slopes[i + 1], rows, _layers[i].Outputs), Rows(_slopes[i], rows, _layers[i].Inputs));

    private static Span<float> Rows(float[] all, Range rows, int width) =>
        all.AsSpan((rows.Start.Value * width)..(rows.End.Value * width));

    // Whether a layer consists of dense layers, which it then lists; size is that of an item there.
    private static bool Read(Layer layer, List<(Linear Linear, Unit? Unit)> parts, ref long size)
    {
        switch (layer.Target)
        {
            case Sequence sequence:
                foreach (var part in sequence.Parts)
                {
                    if (!Read(part, parts, ref size))
                    {
                        return false;
                    }
                }

                return true;
            case Reshaped reshaped:
                return reshaped.Size == size;
            case Linear { Weigh: null } linear when linear.Weight.Shape[1] == size:
                parts.Add((linear, null));
                size = linear.Weight.Shape[0];
                return true;
            case Unit unit when parts is [.., { Unit: null }]:
                parts[^1] = (parts[^1].Linear, unit);
                return true;
            default:
                return false;
        }
    }
}
