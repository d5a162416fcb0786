using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>A weight divided by its largest singular value, estimated by one power iteration an evaluation.</summary>
/// <remarks>
/// Miyato, Kataoka, Koyama, Yoshida 2018, arXiv:1802.05957, algorithm 1. The vectors count as constants in gradients.
/// </remarks>
internal static class SpectralNorm
{
    private const double Epsilon = 1e-12;

    public static Func<Pass, Tensor> Normalise(Blueprint blueprint, string name, NetworkParameter weight)
    {
        var rows = weight.Shape[0];
        var left = blueprint.Buffer($"{name}.weight_u", Initial.Normal(1), rows);
        return pass =>
        {
            var matrix = pass[weight].Reshape(rows, -1);
            Tensor u, v;
            using (Autograd.NoGradient())
            {
                var constant = matrix.Detach();
                v = Normalised(constant.Transpose().MatMul(pass[left]));
                u = pass.Training ? Normalised(constant.MatMul(v)) : Normalised(pass[left]);
            }

            pass[left] = u;
            return pass[weight] / Tensor.Sum(u * matrix.MatMul(v));
        };
    }

    private static Tensor Normalised(Tensor vector) => vector / (Tensor.Sqrt(Tensor.Sum(vector.Square())) + Epsilon);
}
