using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>The small networks that metrics train: Adam, with a learning rate that falls to zero.</summary>
/// <param name="start">The weights before the first update.</param>
/// <param name="steps">The number of updates.</param>
/// <param name="rate">The first update's learning rate.</param>
internal sealed class Descent(Tensor[] start, int steps, double rate)
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.99;

    private readonly (Tensor First, Tensor Second)[] _moments =
    [
        .. start.Select(weight => (Tensor.Zeros(weight.Shape), Tensor.Zeros(weight.Shape))),
    ];

    /// <summary>The weights.</summary>
    public Tensor[] Weights { get; } = [.. start];

    /// <summary>Descends a loss; what it needs no longer is freed.</summary>
    /// <param name="loss">The loss of weights, at an update.</param>
    /// <param name="done">Is told the share done after each update.</param>
    public void Run(Func<Tensor[], int, Tensor> loss, Action<double> done)
    {
        using var recording = Autograd.WithGradient();
        using var scope = new TensorScope();
        for (var i = 0; i < steps; i++)
        {
            Tensor[] leaves = [.. Weights.Select(weight => weight.AsLeaf())];
            Update(Autograd.Gradient(loss(leaves, i), leaves), i);
            scope.Sweep([.. Weights, .. _moments.Select(m => m.First), .. _moments.Select(m => m.Second)]);
            done((i + 1.0) / steps);
        }

        foreach (var weight in Weights)
        {
            scope.Keep(weight);
        }
    }

    private void Update(Tensor[] gradients, int i)
    {
        var falling = rate * (1 - ((double)i / steps));
        var eta = falling * Math.Sqrt(1 - Math.Pow(Beta2, i + 1)) / (1 - Math.Pow(Beta1, i + 1));
        for (var k = 0; k < Weights.Length; k++)
        {
            var first = (Beta1 * _moments[k].First) + ((1 - Beta1) * gradients[k]);
            var second = (Beta2 * _moments[k].Second) + ((1 - Beta2) * gradients[k].Square());
            _moments[k] = (first, second);
            Weights[k] -= eta * first / (Tensor.Sqrt(second) + 1e-8);
        }
    }
}
