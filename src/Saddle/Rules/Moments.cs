using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// Running means of a gradient and its square, with bias correction (Kingma and Ba 2015, arXiv:1412.6980, algorithm 1).
/// </summary>
/// <typeparam name="T">The kind of coordinate.</typeparam>
/// <param name="beta1">The decay of the mean.</param>
/// <param name="beta2">The decay of the mean square.</param>
/// <param name="epsilon">Added to the root.</param>
internal sealed class Moments<T>(T beta1, T beta2, T epsilon)
    where T : IScalar<T>
{
    private long _count = -1;
    private MomentStep<T> _step = new(beta1, beta2, epsilon, 1.0, 1.0);

    /// <summary>Takes in a gradient and gives the direction <c>mhat / (sqrt(vhat) + eps)</c>.</summary>
    /// <param name="gradient">The gradient.</param>
    /// <param name="mean">Its running mean, changed in place.</param>
    /// <param name="square">Its running mean square, changed in place.</param>
    /// <param name="direction">The result.</param>
    /// <param name="count">How many gradients have been taken in, this one included.</param>
    public void Take(ReadOnlySpan<T> gradient, Span<T> mean, Span<T> square, Span<T> direction, long count)
    {
        Correct(count);
        for (var i = 0; i < gradient.Length; i++)
        {
            if (T.Moments(gradient[i], ref mean[i], ref square[i], ref direction[i], _step))
            {
                continue;
            }

            mean[i] = T.FusedMultiplyAdd(beta1, mean[i], (1.0 - beta1) * gradient[i]);
            square[i] = T.FusedMultiplyAdd(beta2, square[i], (1.0 - beta2) * (gradient[i] * gradient[i]));
            direction[i] = mean[i] / _step.Correction1 / (T.Sqrt(square[i] / _step.Correction2) + epsilon);
        }
    }

    /// <summary>
    /// 1 - beta^count by repeated squaring: the same bits for every kind of number, and nothing to remember.
    /// </summary>
    private void Correct(long count)
    {
        if (count == _count)
        {
            return;
        }

        _count = count;
        _step = _step with { Correction1 = 1.0 - Power(beta1, count), Correction2 = 1.0 - Power(beta2, count) };

        static T Power(T value, long exponent)
        {
            T power = 1.0;
            for (; exponent > 0; exponent >>= 1)
            {
                power = (exponent & 1) == 1 ? power * value : power;
                value *= value;
            }

            return power;
        }
    }
}
