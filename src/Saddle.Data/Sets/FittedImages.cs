namespace Saddle.Data.Sets;

/// <summary>Images that are cut and resized as they are read.</summary>
internal class FittedImages : IImages, ILeaveOut
{
    private readonly IImages _originals;
    private readonly FittedSet _set;

    private FittedImages(IImages originals, FittedSet set)
    {
        (_originals, _set) = (originals, set);
    }

    public long Count => _originals.Count;

    public string? LeftOut => (_originals as ILeaveOut)?.LeftOut;

    /// <summary>The images, with their sentences or else their labels if they have any.</summary>
    public static FittedImages From(IImages originals, FittedSet set) =>
        originals is ICaptioned captions ? new Captioned(originals, captions, set)
        : originals is ILabelled labels ? new Labelled(originals, labels, set)
        : new FittedImages(originals, set);

    public Image Read(long index) => _set.Fit(_originals.Read(index));

    public void Dispose()
    {
        _originals.Dispose();
        GC.SuppressFinalize(this);
    }

    private sealed class Labelled(
        IImages originals, ILabelled labels, FittedSet set) : FittedImages(originals, set), ILabelled
    {
        public IReadOnlyList<string> Classes => labels.Classes;

        public int Stacked => labels.Stacked;

        public int Label(long index) => labels.Label(index);
    }

    private sealed class Captioned(
        IImages originals, ICaptioned captions, FittedSet set) : FittedImages(originals, set), ICaptioned
    {
        public Words Words => captions.Words;

        public int SentenceCount => captions.SentenceCount;

        public int WordCount => captions.WordCount;

        public IReadOnlyList<string> Sentences(long index) => captions.Sentences(index);

        public long Meaning(long index) => captions.Meaning(index);

        public long Meaning(long index, int sentence) => captions.Meaning(index, sentence);
    }
}
