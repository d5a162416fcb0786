using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign;

/// <summary>
/// Runs a foreign network once, without gradients, as it would be run: whether it takes what it would be given, which
/// batches, and what it gives.
/// </summary>
/// <param name="network">Its settings.</param>
/// <param name="module">The network.</param>
/// <param name="isGenerator">Whether it is a generator.</param>
internal sealed class ForeignTrial(ForeignNetwork network, ForeignModule module, bool isGenerator)
{
    // Batches that are tried where the file does not say which it takes: a prime, then what groups are made of.
    private const int AnyBatch = 7;
    private const int LargestBatch = 256;

    // Above the rounding of products that batches share out differently, far below what other items do.
    private const double Resolution = 1e-5;
    private static readonly int[] Usual = [16, 20, 64];
    private static readonly int[] Units = [2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 25, 32, 50, 64];

    private readonly ForeignArguments _arguments = ForeignArguments.Of(network, module, isGenerator);

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

    /// <summary>
    /// Whether what it makes of an item in training depends on the other items of the batch, as with batch
    /// normalisation.
    /// </summary>
    /// <param name="shape">The lengths of what it is given first, without the batch.</param>
    /// <param name="rows">Takes from what it gave a row for each item, or for some together.</param>
    /// <remarks>The first half of a batch stays and the other one changes.</remarks>
    public bool Mixes(IReadOnlyList<long> shape, Func<IReadOnlyList<ForeignOutput>, int, Tensor> rows)
    {
        using var recording = Autograd.NoGradient();
        var half = Unit * AnyBatch;
        var random = new RandomTensors(StreamName.Looking.Key(1, 1), Scalars.Purpose.Item, Type, "cpu");
        Tensor[] parts =
        [
            random.Normal([half, .. shape]), random.Normal([half, .. shape]), 3 * random.Normal([half, .. shape]),
        ];
        try
        {
            var (one, other) = (
                rows(Call(Tensor.Concatenate(parts[..2]).Cast(Type), training: true), 2 * half),
                rows(Call(Tensor.Concatenate([parts[0], parts[2]]).Cast(Type), training: true), 2 * half));
            var kept = one.Shape[0] / 2;
            return kept == 0
                || Tensor.Abs(one.Narrow(0, 0, kept) - other.Narrow(0, 0, kept)).Max().Item()
                    > Resolution * Tensor.Abs(one).Max().Item();
        }
        catch (TorchException)
        {
            return true; // it does not take such a batch: nothing is known of it
        }
    }

    private IReadOnlyList<ForeignOutput> Call(Tensor x, bool training)
    {
        Tensor[] values = [.. module.Tensors.Select(t => t.Value)];
        // the last class: whoever knows it knows all
        var labels = Tensor.Full([x.Shape[0]], _arguments.TrialClasses - 1, DType.Int64);
        var condition = new Condition(labels, ConditionForm.Label(_arguments.TrialClasses));
        return module.Forward(values, _arguments.For(x, condition, x.Shape[0]), training, 0);
    }

    private static string Fixed(int batch) => FormattableString.Invariant(
        $"it takes batches of {batch} alone; save it with a batch that is free, by torch.export with a dynamic one");

    private IReadOnlyList<ForeignOutput>? Attempt(IReadOnlyList<long> shape, int count, double spread)
    {
        using var recording = Autograd.NoGradient();
        var random = new RandomTensors(StreamName.Looking.Key(1, 0), Scalars.Purpose.Item, Type, "cpu");
        var x = (spread * random.Normal([count, .. shape])).Cast(Type);
        try
        {
            return Call(x, training: false);
        }
        catch (TorchException failure)
        {
            var labels = _arguments is { TakesLabels: true, Classes: > 0 and var classes }
                ? FormattableString.Invariant($", labels of {classes} classes with it")
                : string.Empty;
            Failure = $"it does not run on what it would be given{labels} ({ForeignFailure.Tell(failure)})";
        }

        return null;
    }
}
