using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Gans.Training;

/// <summary>
/// What a generator makes, as items like those of its data: any number of points, images of 8 bits, or texts.
/// </summary>
/// <param name="data">The data that it learnt from.</param>
/// <param name="make">
/// Makes a batch of samples, by the batch's number: [<see cref="Batch"/>, item...], behind the images that they are
/// made of.
/// </param>
/// <param name="fingerprint">A text that is the same only where all samples are.</param>
internal class GeneratedItems(IItems data, Func<long, Tensor> make, string fingerprint) : IItems
{
    /// <summary>The samples of a batch.</summary>
    public const int Batch = 256;

    // Readers side by side are never further apart than this.
    private const int KeptBatches = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, float[]> _batches = [];
    private readonly Queue<long> _oldest = [];

    /// <inheritdoc/>
    public IReadOnlyList<int> Shape { get; } = data is IConditioned { ConditionShape: var given }
        ? [data.Shape[0] + given[0], .. data.Shape.Skip(1)]
        : data.Shape;

    /// <inheritdoc/>
    public long? Count => null;

    private int Length => Shape.Aggregate(1, (product, length) => product * length);

    private IItems Data => data;

    /// <summary>
    /// A generator's samples, as what its data are: with the mixture they are meant to come from, or the characters of
    /// texts.
    /// </summary>
    /// <param name="data">The data that it learnt from.</param>
    /// <param name="make">Makes a batch of samples, by the batch's number.</param>
    /// <param name="fingerprint">A text that is the same only where all samples are.</param>
    public static GeneratedItems Create(IItems data, Func<long, Tensor> make, string fingerprint) =>
        data is IText text
            ? new GeneratedTexts(data, text.Vocabulary, make, fingerprint)
            : new GeneratedItems(data, make, fingerprint);

    /// <summary>So many images, rounded to 8 bits as <see cref="SampleSheet"/> writes them.</summary>
    /// <param name="count">How many.</param>
    public IImages Images(long count) => new Pictures(this, count, $"{fingerprint} {count}");

    /// <inheritdoc/>
    public void Read(long index, Span<float> item)
    {
        lock (_lock)
        {
            if (!_batches.TryGetValue(index / Batch, out var batch))
            {
                batch = Make(index / Batch);
                _batches.Add(index / Batch, batch);
                _oldest.Enqueue(index / Batch);
                if (_oldest.Count > KeptBatches)
                {
                    _batches.Remove(_oldest.Dequeue());
                }
            }

            batch.AsSpan((int)(index % Batch) * Length, Length).CopyTo(item);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => GC.SuppressFinalize(this);

    /// <summary>From samples to items.</summary>
    /// <param name="samples">[n, ...].</param>
    protected virtual Tensor ToItems(Tensor samples) => samples;

    private float[] Make(long number)
    {
        using var scope = new TensorScope();
        return ToItems(make(number)).To("cpu", DType.Float32).ToArray<float>();
    }

    private sealed class GeneratedTexts(
        IItems data,
        Vocabulary vocabulary,
        Func<long, Tensor> make,
        string fingerprint) : GeneratedItems(data, make, fingerprint), IText
    {
        public Vocabulary Vocabulary => vocabulary;

        protected override Tensor ToItems(Tensor samples) => samples.ArgMax(2);
    }

    private sealed class Pictures(GeneratedItems items, long count, string fingerprint) : IImages, IFingerprinted
    {
        public long Count => count;

        public string Fingerprint => fingerprint;

        public Image Read(long index)
        {
            var values = new float[items.Length];
            items.Read(index, values);
            return SampleSheet.Pictures([.. values.Select(value => (double)value)], items.Data)[0];
        }

        public void Dispose()
        {
            // The items are another's.
        }
    }
}
