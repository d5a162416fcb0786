using Saddle.Data.Formats;
using Saddle.Data.Images;

namespace Saddle.Data.Sets;

/// <summary>Pictures of emoji over white with what is said of them, ordered by their files' names.</summary>
internal sealed class EmojiImages : IImages, ICaptioned
{
    private const byte White = 255;

    private readonly string _place;
    private readonly Dictionary<string, byte[]> _files;
    private readonly List<EmojiText> _texts;
    private readonly HashSet<string> _toned;
    private readonly List<IReadOnlyList<string>> _sentences;
    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);
    private readonly long[] _meanings;
    private readonly long[][] _said;
    private readonly int _size;

    /// <summary>The pictures of texts.</summary>
    /// <param name="place">Where the files are, for messages.</param>
    /// <param name="files">The pictures' files.</param>
    /// <param name="all">What is said of all of them.</param>
    /// <param name="shown">Whether a picture is one of these.</param>
    /// <param name="size">Rows and columns.</param>
    public EmojiImages(
        string place,
        Dictionary<string, byte[]> files,
        IReadOnlyList<EmojiText> all,
        Func<EmojiText, bool> shown,
        int size)
    {
        (_place, _files, _size) = (place, files, size);
        _toned = [.. all.Where(text => text.Tones.Count > 0).Select(text => text.Base)];
        _texts = [.. all.Where(shown)];
        _sentences = _texts.ConvertAll(Said);
        var every = all.SelectMany(Said).ToList(); // the same words whatever the part
        (Words, WordCount) = (new(every), every.Max(sentence => Words.Split(sentence).Count));
        _meanings = [.. _sentences.Select(said => Number(string.Join('\n', said)))];
        _said = [.. _sentences.Select(said => (long[])[.. said.Select(Number)])];
    }

    public long Count => _texts.Count;

    public Words Words { get; }

    public int SentenceCount => 3;

    public int WordCount { get; }

    public Image Read(long index)
    {
        Request.Check(index, Count);
        var file = _texts[(int)index].File;
        var name = $"{_place}, {Excerpt.Of(file)}";
        var image = Png.DecodeOver(_files[file], name, White);
        return image.Width != image.Height ? throw new DataException(
                name, FormattableString.Invariant($"{image.Width} x {image.Height} pixels; expected a square"))
            : image.Width == _size ? image
            : Resize.Clean.Apply(image, _size, _size);
    }

    public IReadOnlyList<string> Sentences(long index)
    {
        Request.Check(index, Count);
        return _sentences[(int)index];
    }

    public long Meaning(long index)
    {
        Request.Check(index, Count);
        return _meanings[index];
    }

    public long Meaning(long index, int sentence)
    {
        Request.Check(index, Count);
        return _said[index][sentence];
    }

    public void Dispose()
    {
        // Nothing is open.
    }

    private long Number(string said)
    {
        _numbers.TryAdd(said, _numbers.Count);
        return _numbers[said];
    }

    private IReadOnlyList<string> Said(EmojiText text) => text.Sentences(_toned.Contains(text.Base));
}
