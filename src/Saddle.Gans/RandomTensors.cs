using System.Buffers;
using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Gans;

/// <summary>
/// Random tensors that are pure functions of seed, run, step and evaluation: drawn again, they are the same, on every
/// device and whatever the number of threads. Nothing about them must be saved to resume.
/// </summary>
/// <param name="key">Which evaluation they are for.</param>
/// <param name="purpose">What they are for; streams of different purpose are independent.</param>
/// <param name="type">The type of the tensors.</param>
/// <param name="device">The device of the tensors.</param>
public sealed class RandomTensors(SampleKey key, Purpose purpose, DType type, string device)
{
    // Evaluations of one update have consecutive numbers; no rule makes more than 4,096.
    private readonly Philox _random = new(
        key.Seed, (key.Step << 12) | (long)key.Draw | (key.Run << 52), purpose);

    /// <summary>Unit normal entries.</summary>
    /// <param name="shape">The lengths of the dimensions.</param>
    public Tensor Normal(params ReadOnlySpan<long> shape) =>
        Draw(shape, static u => Scalars.Normal.Quantile(u + (0.5 / 9007199254740992.0)));

    /// <summary>Entries uniform in [0, 1).</summary>
    /// <param name="shape">The lengths of the dimensions.</param>
    public Tensor Uniform(params ReadOnlySpan<long> shape) => Draw(shape, static u => u);

    /// <summary>Entries 1 / share with the chance share, else 0: their mean is 1.</summary>
    /// <param name="share">The chance, in (0, 1].</param>
    /// <param name="shape">The lengths of the dimensions.</param>
    public Tensor Kept(double share, params ReadOnlySpan<long> shape) => Draw(shape, u => u < share ? 1 / share : 0);

    /// <summary>Numbers uniform in [0, 1).</summary>
    /// <param name="count">How many.</param>
    public IEnumerable<double> Numbers(long count)
    {
        for (var i = 0L; i < count; i++)
        {
            yield return _random.Uniform();
        }
    }

    /// <summary>Latent vectors.</summary>
    /// <param name="law">The law of their entries.</param>
    /// <param name="count">How many.</param>
    /// <param name="length">Their length.</param>
    public Tensor Latent(LatentLaw law, long count, long length) => law == LatentLaw.Normal
        ? Normal(count, length)
        : Draw([count, length], static u => (2 * u) - 1);

    private Tensor Draw(ReadOnlySpan<long> shape, Func<double, double> quantile)
    {
        var count = 1L;
        foreach (var length in shape)
        {
            count *= length;
        }

        return type == DType.Float64
            ? Filled(shape, checked((int)count), quantile, static u => u)
            : Filled(shape, checked((int)count), quantile, static u => (float)u);
    }

    // Rented: at every update new arrays as large as a batch of images would pile up until the collector comes by.
    private Tensor Filled<T>(ReadOnlySpan<long> shape, int count, Func<double, double> quantile, Func<double, T> cast)
        where T : unmanaged
    {
        var rented = ArrayPool<T>.Shared.Rent(count);
        var values = rented.AsSpan(0, count);
        foreach (ref var value in values)
        {
            value = cast(quantile(_random.Uniform()));
        }

        var tensor = Tensor.From<T>(values, shape, device);
        ArrayPool<T>.Shared.Return(rented);
        return tensor;
    }
}
