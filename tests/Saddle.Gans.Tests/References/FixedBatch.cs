using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Gans.Networks;
using Saddle.Gans.Networks.Foreign;
using Saddle.Torch;

namespace Saddle.Gans.Tests.References;

/// <summary>
/// A player of a reference pair on the batch that stands in the pair's file, in place of one that is drawn: the
/// generator is given its latent vectors, the discriminator its samples to their last bit.
/// </summary>
/// <param name="Inner">The network.</param>
/// <param name="Expected">The file of figures, with z and x.</param>
internal sealed record FixedBatch(ForeignNetwork Inner, string Expected) : Network
{
    public override int Latent
    {
        get => Inner.Latent;
        init => throw new NotSupportedException("It is the network's.");
    }

    public override Layer Generator(Blueprint blueprint, IReadOnlyList<int> item)
    {
        var layer = Inner.Generator(blueprint, item);
        var (z, count) = Numbers(Expected, "z");
        return (pass, _) => layer(pass, Tensor.From(z, [count, z.Length / count]));
    }

    public override Layer Discriminator(Blueprint blueprint, IReadOnlyList<int> item, int outputs = 1)
    {
        var layer = Inner.Discriminator(blueprint, item, outputs);
        var (x, _) = Numbers(Expected, "x");
        double[] rounded = [.. x.Select(value => (double)(float)value)];
        double[] rest = [.. x.Zip(rounded, (exact, single) => exact - single)];
        return (pass, samples) => layer(
            pass,
            samples.Count == x.Length && samples.Detach().ToDoubles().SequenceEqual(rounded)
                ? samples + Tensor.From(rest, samples.Shape)
                : samples);
    }

    /// <summary>The real samples of the file, in single precision as all data are.</summary>
    public static IItems Items(string expected)
    {
        var (x, count) = Numbers(expected, "x");
        using var file = NpzReader.Open(expected);
        int[] shape = [.. file.ShapeOf("x").Skip(1).Select(n => (int)n)];
        var labels = file.Names.Contains("y", StringComparer.Ordinal)
            ? file.Read("y", array => array.ReadDoubles(), wholes: true)
            : null;
        return new Rows(shape, x, count, labels);
    }

    private static (double[] Values, int Count) Numbers(string path, string name)
    {
        using var file = NpzReader.Open(path);
        return (file.Read(name, array => array.ReadDoubles()), (int)file.ShapeOf(name)[0]);
    }

    private sealed class Rows(int[] shape, double[] values, int count, double[]? labels) : IItems, ILabelled
    {
        public IReadOnlyList<int> Shape => shape;

        public long? Count => null;

        public IReadOnlyList<string> Classes =>
            [.. Enumerable.Range(0, (int)(labels?.Max() ?? 0) + 1).Select(i => $"{i}")];

        public int Label(long index) => (int)(labels?[index] ?? 0);

        public void Read(long index, Span<float> item)
        {
            var length = values.Length / count;
            for (var i = 0; i < length; i++)
            {
                item[i] = (float)values[(index * length) + i];
            }
        }

        public void Dispose()
        {
        }
    }
}
