using Saddle.Games;
using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Gans.Tests;

/// <summary>
/// A GAN with linear networks written by hand on plain numbers: G(z) = W z + b, f(x) = a x + c, the Wasserstein losses
/// and R1 with weight 1. A sample's field is affine in the state: it is the same game as a NeuralGame of two MLPs
/// without hidden layers. State: W row by row, b; then a, c.
/// </summary>
/// <param name="game">Gives the same samples.</param>
/// <param name="real">Real samples of an evaluation, [n, 2].</param>
/// <param name="latent">The length of latent vectors.</param>
/// <param name="batch">The number of samples.</param>
internal sealed class LinearGan(NeuralGame game, Func<SampleKey, Tensor> real, int latent, int batch) : IGame<Real>
{
    private const int Points = 2;

    public int GeneratorSize => Points * (latent + 1);

    public int DiscriminatorSize => Points + 1;

    public Real Loss(Player player, ReadOnlySpan<Real> state, in SampleKey key) => throw new NotSupportedException();

    public void Gradient(Player loss, Player by, ReadOnlySpan<Real> state, Span<Real> gradient, in SampleKey key)
    {
        // L_G = -a (W mz + b) - c;  L_D = a (W mz + b - mx) + |a|^2 / 2
        var (z, x) = (Mean(game.Latent(key, batch).Latent), Mean(real(key)));
        var sign = loss == Player.Generator ? -1.0 : 1.0;
        for (var i = 0; i < Points; i++)
        {
            var a = state[GeneratorSize + i].Value;
            if (by == Player.Generator)
            {
                for (var j = 0; j < latent; j++)
                {
                    gradient[(i * latent) + j] = sign * a * z[j];
                }

                gradient[(Points * latent) + i] = sign * a;
                continue;
            }

            var generated = state[(Points * latent) + i].Value;
            for (var j = 0; j < latent; j++)
            {
                generated += state[(i * latent) + j].Value * z[j];
            }

            gradient[i] = loss == Player.Generator ? -generated : generated - x[i] + a;
        }

        if (by == Player.Discriminator)
        {
            gradient[Points] = loss == Player.Generator ? -1.0 : 0.0;
        }
    }

    public void Project(Player player, Span<Real> state)
    {
    }

    public void ProjectAdjoint(Player player, ReadOnlySpan<Real> state, Span<Real> v)
    {
    }

    public void BestRespond(Span<Real> state) => throw new NotSupportedException("not here");

    public void JacobianProduct(ReadOnlySpan<Real> state, ReadOnlySpan<Real> v, Span<Real> product, in SampleKey key)
    {
        var jacobian = Jacobian(key);
        for (var i = 0; i < product.Length; i++)
        {
            product[i] = Enumerable.Range(0, jacobian.Length)
                .Aggregate(
                    (0.0, v.ToArray()), (s, j) => (s.Item1 + (jacobian[j][i] * s.Item2[j].Value), s.Item2)).Item1;
        }
    }

    public void TransposedJacobianProduct(
        ReadOnlySpan<Real> state, ReadOnlySpan<Real> v, Span<Real> product, in SampleKey key)
    {
        var (jacobian, vector) = (Jacobian(key), v.ToArray());
        for (var j = 0; j < product.Length; j++)
        {
            product[j] = jacobian[j].Zip(vector, (entry, value) => entry * value.Value).Sum();
        }
    }

    private static double[] Mean(Tensor samples) => samples.Mean([0]).ToDoubles();

    /// <summary>The columns: the field at the unit vectors, less the field at 0.</summary>
    private double[][] Jacobian(SampleKey key)
    {
        var size = GeneratorSize + DiscriminatorSize;
        var still = Field(new Real[size], key);
        return [.. Enumerable.Range(0, size).Select(j =>
        {
            var unit = new Real[size];
            unit[j] = 1;
            return Field(unit, key).Zip(still, (ahead, here) => ahead - here).ToArray();
        })];
    }

    private double[] Field(Real[] state, SampleKey key)
    {
        var field = new Real[state.Length];
        Gradient(Player.Generator, Player.Generator, state, field.AsSpan(0, GeneratorSize), key);
        Gradient(Player.Discriminator, Player.Discriminator, state, field.AsSpan(GeneratorSize), key);
        return Array.ConvertAll(field, value => value.Value);
    }
}
