using Saddle.Catalog;

namespace Saddle.Games.Kernels;

/// <summary>
/// The kernels of infinitely wide fully connected ReLU networks: of a random network (NNGP), or of training one by
/// gradient descent (NTK).
/// </summary>
/// <param name="Tangent">The tangent kernel rather than that of the random network.</param>
/// <param name="Depth">The number of hidden layers.</param>
/// <param name="Bias">
/// The variance of the biases; those of the weights are 2, which keeps the variance from layer to layer.
/// </param>
/// <remarks>
/// With S the covariance of two inputs at a layer and rho their correlation,
/// <c>S' = sqrt(S_xx S_zz) (rho (pi - acos rho) + sqrt(1 - rho^2)) / pi + b</c> and <c>D = (pi - acos rho) / pi</c>;
/// the tangent kernel is <c>T' = S' + D T</c>. Cho and Saul 2009; Jacot, Gabriel, Hongler 2018, arXiv:1806.07572; Lee
/// et al. 2018, arXiv:1711.00165. The correlation has a kink where the inputs are parallel.
/// </remarks>
[Entry(
    "relu-network",
    "the kernel of an infinitely wide ReLU network, random or trained",
    @"\Theta^{(l+1)} = \Sigma^{(l+1)} + \dot\Sigma^{(l+1)} \Theta^{(l)}",
    "Jacot, Gabriel, Hongler 2018 (arXiv:1806.07572); Lee et al. 2018 (arXiv:1711.00165)")]
public sealed record ReluNetwork(
    [Parameter("the tangent kernel (NTK) rather than that of the random network (NNGP)")] bool Tangent = true,
    [Parameter("the number of hidden layers", Min = 1, Max = 100)] int Depth = 1,
    [Parameter("the variance of the biases", Min = 0, Max = 1e6)] double Bias = 0.1) : Kernel
{
    /// <inheritdoc/>
    public override double Add(ReadOnlySpan<double> x, ReadOnlySpan<double> z, double weight, Span<double> sum)
    {
        // Every quantity is a function of c = <x, z> / d and a = <x, x> / d; carried along with its derivatives by
        // both.
        var d = x.Length;
        var (cross, square, other) = (0.0, 0.0, 0.0);
        for (var i = 0; i < d; i++)
        {
            cross += x[i] * z[i] / d;
            square += x[i] * x[i] / d;
            other += z[i] * z[i] / d;
        }

        var s = new Slope(cross + Bias, 1, 0);
        var a = new Slope(square + Bias, 0, 1);
        var b = other + Bias;
        var tangent = s;
        for (var layer = 0; layer < Depth; layer++)
        {
            var root = Math.Sqrt(a.Value * b);
            var rho = Math.Clamp(s.Value / root, -1, 1);
            var angle = Math.Acos(rho);
            var sine = Math.Sqrt(Math.Max(0, 1 - (rho * rho)));
            var step = (Math.PI - angle) / Math.PI;

            // d rho = ds / root - rho da / (2a); d(root k1) = k1 d root + root k0 d rho, k1' = k0, k0' = 1 / (pi sin).
            var rhoC = s.ByCross / root - (rho * a.ByCross / (2 * a.Value));
            var rhoA = s.BySquare / root - (rho * a.BySquare / (2 * a.Value));
            var arc = ((rho * (Math.PI - angle)) + sine) / Math.PI;
            var next = new Slope(
                (root * arc) + Bias,
                (root * step * rhoC) + (arc * root * a.ByCross / (2 * a.Value)),
                (root * step * rhoA) + (arc * root * a.BySquare / (2 * a.Value)));
            var bend = sine > 1e-12 ? 1 / (Math.PI * sine) : 0;
            tangent = new(
                next.Value + (step * tangent.Value),
                next.ByCross + (step * tangent.ByCross) + (bend * rhoC * tangent.Value),
                next.BySquare + (step * tangent.BySquare) + (bend * rhoA * tangent.Value));
            s = next;

            // With weights of variance 2 a layer keeps an input's own variance, but for the bias.
            a = a with { Value = a.Value + Bias };
            b += Bias;
        }

        var result = Tangent ? tangent : s;
        for (var i = 0; i < d; i++)
        {
            sum[i] += weight * ((result.ByCross * z[i]) + (2 * result.BySquare * x[i])) / d;
        }

        return result.Value;
    }

    private readonly record struct Slope(double Value, double ByCross, double BySquare);
}
