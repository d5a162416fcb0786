using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>The small networks that metrics train: Adam, with a step that falls to zero.</summary>
/// <param name="start">The weights before the first step.</param>
/// <param name="steps">The number of steps.</param>
/// <param name="step">The first step's size.</param>
internal sealed class Descent(Tensor[] start, int steps, double step)
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.99;

    private readonly (Tensor First, Tensor Second)[] _moments = [.. start.Select(weight => (Tensor.Zeros(weight.Shape), Tensor.Zeros(weight.Shape)))];

    /// <summary>The weights.</summary>
    public Tensor[] Weights { get; } = [.. start];

    /// <summary>Descends a loss; what it needs no longer is freed.</summary>
    /// <param name="loss">The loss of weights, at a step.</param>
    /// <param name="done">Is told the share done after each step.</param>
    public void Run(Func<Tensor[], int, Tensor> loss, Action<double> done)
    {
        using var recording = Autograd.WithGradient();
        using var scope = new TensorScope();
        for (var i = 0; i < steps; i++)
        {
            Tensor[] leaves = [.. Weights.Select(weight => weight.AsLeaf())];
            Step(Autograd.Gradient(loss(leaves, i), leaves), i);
            scope.Sweep([.. Weights, .. _moments.Select(m => m.First), .. _moments.Select(m => m.Second)]);
            done((i + 1.0) / steps);
        }

        foreach (var weight in Weights)
        {
            scope.Keep(weight);
        }
    }

    private void Step(Tensor[] gradients, int i)
    {
        var eta = step * (1 - ((double)i / steps)) * Math.Sqrt(1 - Math.Pow(Beta2, i + 1)) / (1 - Math.Pow(Beta1, i + 1));
        for (var k = 0; k < Weights.Length; k++)
        {
            _moments[k] = ((Beta1 * _moments[k].First) + ((1 - Beta1) * gradients[k]), (Beta2 * _moments[k].Second) + ((1 - Beta2) * gradients[k].Square()));
            Weights[k] -= eta * _moments[k].First / (Tensor.Sqrt(_moments[k].Second) + 1e-8);
        }
    }
}
