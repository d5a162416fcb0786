using Saddle.Catalog;
using Saddle.Data.Formats;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign;

/// <summary>
/// Runs a foreign network once, without gradients, as it would be run: whether it takes what it would be given, which
/// batches, and what it gives.
/// </summary>
/// <param name="network">Its settings.</param>
/// <param name="module">The network.</param>
internal sealed class ForeignTrial(ForeignNetwork network, ForeignModule module)
{
    // Batches that are tried where the file does not say which it takes: a prime, then what groups are made of.
    private const int AnyBatch = 7;
    private const int LargestBatch = 256;
    private static readonly int[] Usual = [16, 20, 64];
    private static readonly int[] Units = [2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 25, 32, 50, 64];

    private readonly ForeignArguments _arguments = ForeignArguments.Of(network, module);

    /// <summary>The number that a batch must be a multiple of.</summary>
    public int Unit { get; private set; } = module.BatchUnit;

    /// <summary>Why the last run failed; empty where it did not.</summary>
    public string Failure { get; private set; } = string.Empty;

    private DType Type { get; } =
        module.Tensors.FirstOrDefault(t => t.Role == TensorRole.Parameter)?.Value.DType ?? DType.Float32;

    /// <summary>Runs it on a batch that it takes.</summary>
    /// <param name="shape">The lengths of what it is given first, without the batch.</param>
    /// <param name="spread">The standard deviation of what it is given.</param>
    /// <param name="thorough">Whether every batch is tried; else the usual ones alone.</param>
    /// <returns>What it gave and the number of items; nothing where it takes no batch, or one number alone.</returns>
    public (IReadOnlyList<ForeignOutput> Outputs, int Count)? Run(
        IReadOnlyList<long> shape, double spread = 0, bool thorough = true)
    {
        if (module.FixedBatch is { } only)
        {
            Failure = Fixed(only);
            return null;
        }

        if (Attempt(shape, Unit * AnyBatch, spread) is { } outputs)
        {
            return (outputs, Unit * AnyBatch);
        }

        if (!thorough)
        {
            return Array.Find(Usual, n => Attempt(shape, n, spread) is not null) is > 0 and var usual
                ? (Attempt(shape, usual, spread)!, usual)
                : null;
        }

        var why = Failure;
        Unit = Units.FirstOrDefault(u =>
            Attempt(shape, u, spread) is not null && Attempt(shape, 2 * u, spread) is not null);
        if (Unit > 0)
        {
            return (Attempt(shape, 2 * Unit, spread)!, 2 * Unit);
        }

        var one = Enumerable.Range(1, LargestBatch).FirstOrDefault(n => Attempt(shape, n, spread) is not null);
        (Unit, Failure) = (module.BatchUnit, one > 0 ? Fixed(one) : why);
        return null;
    }

    private static string Fixed(int batch) => FormattableString.Invariant(
        $"it takes batches of {batch} alone; save it with a batch that is free, by torch.export with a dynamic one");

    private IReadOnlyList<ForeignOutput>? Attempt(IReadOnlyList<long> shape, int count, double spread)
    {
        using var recording = Autograd.NoGradient();
        var random = new RandomTensors(StreamName.Looking.Key(1, 0), Scalars.Purpose.Item, Type, "cpu");
        var x = (spread * random.Normal([count, .. shape])).Cast(Type);
        var labels = Tensor.Zeros([count], DType.Int64);
        try
        {
            Tensor[] values = [.. module.Tensors.Select(t => t.Value)];
            var inputs = _arguments.For(x, new(labels, _arguments.TrialClasses), count);
            return module.Forward(values, inputs, training: false, seed: 0);
        }
        catch (TorchException failure)
        {
            Failure = $"it does not run on what it would be given ({Excerpt.Clean(failure.Reason)})";
        }

        return null;
    }
}
