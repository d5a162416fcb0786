using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>
/// What a network computes with in one evaluation: its parameters as tensors of their own shape, and its buffers. New
/// values of buffers are gathered here and reach the network only if the evaluation is committed.
/// </summary>
/// <param name="parameters">One tensor a parameter, in the blueprint's order.</param>
/// <param name="buffers">One tensor a buffer, in the blueprint's order.</param>
/// <param name="training">Whether normalisation uses the batch's own statistics.</param>
/// <param name="condition">What is asked for, item by item; null where nothing is.</param>
/// <param name="seed">The seed of what layers draw themselves.</param>
public sealed class Pass(
    Tensor[] parameters, Tensor[] buffers, bool training, Condition? condition = null, ulong seed = 0)
{
    private readonly Tensor[] _buffers = [.. buffers];
    private ulong _seeds;
    private object? _reader;
    private (Condition? Of, object? Value) _read;
    private Pass? _frozen;

    /// <summary>Whether normalisation uses the batch's own statistics, and buffers move.</summary>
    public bool Training => training;

    /// <summary>What is asked for, item by item; null where nothing is.</summary>
    public Condition? Condition { get; set; } = condition;

    /// <summary>
    /// A pass with the same parameters and condition, through which no gradient reaches the parameters.
    /// </summary>
    internal Pass Frozen
    {
        get
        {
            _frozen ??= new([.. parameters.Select(p => p.Detach())], _buffers, training);
            _frozen.Condition = Condition;
            return _frozen;
        }
    }

    /// <summary>
    /// What stands beside the layer that scores said of the samples that the network saw last, [n, ...]: a classifier's
    /// logits, or vectors to be compared.
    /// </summary>
    public Tensor Answers { get; set; }

    /// <summary>
    /// How far the law of the sentences' augmented vectors is from the unit normal one, where the network drew such.
    /// </summary>
    public Tensor Divergence { get; set; }

    /// <summary>The parameters, in the blueprint's order.</summary>
    public IReadOnlyList<Tensor> Parameters => parameters;

    /// <summary>The buffers as they stand after the evaluation so far.</summary>
    public IReadOnlyList<Tensor> Buffers => _buffers;

    /// <summary>What is asked for of each item of a tensor, [n, ...].</summary>
    /// <param name="x">[n, ...].</param>
    /// <exception cref="InvalidOperationException">Nothing is asked for.</exception>
    public Tensor Asked(Tensor x) => Condition?.For(x.Shape[0]) ?? throw Unasked();

    /// <summary>What is computed of the present condition alone: once, whoever asks.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="by">Who computes it.</param>
    /// <param name="compute">Computes it.</param>
    public T Read<T>(object by, Func<Condition, T> compute)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(compute);
        if (_reader != by || !ReferenceEquals(_read.Of, Condition))
        {
            var asked = Condition ?? throw Unasked();
            (_reader, _read) = (by, (asked, compute(asked)));
        }

        return (T)_read.Value!;
    }

    /// <summary>A parameter's value.</summary>
    /// <param name="parameter">The parameter.</param>
    public Tensor this[NetworkParameter parameter] => parameters[parameter.Index];

    /// <summary>A buffer's value.</summary>
    /// <param name="buffer">The buffer.</param>
    public Tensor this[NetworkBuffer buffer]
    {
        get => _buffers[buffer.Index];
        set => _buffers[buffer.Index] = value;
    }

    /// <summary>
    /// A seed for what a layer draws itself: another at each call, the same when the evaluation is made again.
    /// </summary>
    public ulong NextSeed() => SeedOf(seed, ++_seeds);

    private static InvalidOperationException Unasked() => new("A layer reads the condition, and none is given.");

    /// <summary>A seed that is a function of two numbers.</summary>
    /// <param name="key">One.</param>
    /// <param name="number">The other one.</param>
    internal static ulong SeedOf(ulong key, ulong number)
    {
        Span<uint> block = stackalloc uint[4];
        Philox.Block(key, (ulong)Purpose.Inside, number, block);
        return ((ulong)block[0] << 32) | block[1];
    }
}
