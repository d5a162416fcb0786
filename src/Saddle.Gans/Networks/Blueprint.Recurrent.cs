using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <content>Recurrent layers.</content>
public sealed partial class Blueprint
{
    /// <summary>
    /// Gated recurrent units over a sequence in both directions, of which places may be empty at its end: there the
    /// state stays as it is, and the output is 0.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="inputs">The number of inputs a step.</param>
    /// <param name="units">The number of units a direction.</param>
    /// <returns>
    /// From [n, steps, inputs] and 1 or 0 for what is there, [n, steps, 1], to the outputs [n, steps, 2 units] and the
    /// last states [n, 2 units], forward before backward.
    /// </returns>
    /// <remarks>Cho et al. 2014, arXiv:1406.1078, with PyTorch's gates, parameters and laws.</remarks>
    public Func<Pass, Tensor, Tensor, (Tensor Steps, Tensor Last)> Recurrent(string name, long inputs, long units)
    {
        var (forward, backward) = (
            Gated(name, string.Empty, inputs, units, backward: false),
            Gated(name, "_reverse", inputs, units, backward: true));
        return (pass, x, present) =>
        {
            var ((steps, last), (back, first)) = (forward(pass, x, present), backward(pass, x, present));
            return (Tensor.Concatenate([steps, back], 2), Tensor.Concatenate([last, first], 1));
        };
    }

    private Func<Pass, Tensor, Tensor, (Tensor Steps, Tensor Last)> Gated(
        string name, string direction, long inputs, long units, bool backward)
    {
        var law = Initial.Default(units);
        var (input, state) = (
            Parameter($"{name}.weight_ih_l0{direction}", law, 3 * units, inputs),
            Parameter($"{name}.weight_hh_l0{direction}", law, 3 * units, units));
        var (inputBias, stateBias) = (
            Parameter($"{name}.bias_ih_l0{direction}", law, 3 * units),
            Parameter($"{name}.bias_hh_l0{direction}", law, 3 * units));
        return (pass, x, present) =>
        {
            var (count, length) = (x.Shape[0], (int)x.Shape[1]);
            var read = Layers.Linear(x, pass[input], pass[inputBias]);
            var (h, steps) = (Tensor.Zeros([count, units], x.DType, x.Device), new Tensor[length]);
            for (var i = 0; i < length; i++)
            {
                var at = backward ? length - 1 - i : i;
                var there = At(present, at);
                var next = Step(At(read, at), Layers.Linear(h, pass[state], pass[stateBias]), h, units);
                h += there * (next - h);
                steps[at] = there * h;
            }

            return (Tensor.Stack(steps, 1), h);
        };
    }

    // Reset, update and new: PyTorch's order.
    private static Tensor Step(Tensor read, Tensor kept, Tensor h, long units)
    {
        long[] parts = [units, units, units];
        var (x, k) = (read.Split(parts, 1), kept.Split(parts, 1));
        var (reset, update) = (Tensor.Sigmoid(x[0] + k[0]), Tensor.Sigmoid(x[1] + k[1]));
        var fresh = Tensor.Tanh(x[2] + (reset * k[2]));
        return fresh + (update * (h - fresh));
    }

    private static Tensor At(Tensor x, int step) => x.Narrow(1, step, 1).Reshape(x.Shape[0], -1);
}
