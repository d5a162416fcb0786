using Saddle.Data.Formats;
using Saddle.Data.Images;

namespace Saddle.Data.Sets;

/// <summary>Image files below a folder with sentences; those of which nothing is said are left out.</summary>
internal sealed class CaptionedFiles : IImages, ICaptioned, IImageFiles, ILeaveOut
{
    private readonly string _folder;
    private readonly List<(string Image, IReadOnlyList<string> Sentences)> _said;

    private CaptionedFiles(string folder, List<(string Image, IReadOnlyList<string> Sentences)> said, string? leftOut)
    {
        (_folder, _said, LeftOut) = (folder, said, leftOut);
        var every = said.SelectMany(one => one.Sentences).ToList();
        Words = new(every);
        WordCount = every.Max(sentence => Words.Split(sentence).Count);
        SentenceCount = said.Max(one => one.Sentences.Count);
    }

    public long Count => _said.Count;

    public Words Words { get; }

    public int SentenceCount { get; }

    public int WordCount { get; }

    public string? LeftOut { get; }

    /// <summary>The images of which something is said.</summary>
    /// <param name="folder">The folder that the names are from.</param>
    /// <param name="all">Images and sentences.</param>
    /// <param name="sentences">The most sentences of an image.</param>
    /// <param name="words">The most words of a sentence.</param>
    /// <exception cref="DataException">Nothing is said of any image that is there.</exception>
    public static CaptionedFiles Open(
        string folder, IReadOnlyList<(string Image, IReadOnlyList<string> Sentences)> all, int sentences, int words)
    {
        var said = new List<(string Image, IReadOnlyList<string> Sentences)>();
        foreach (var (image, own) in all.Where(one => File.Exists(Path.Combine(folder, one.Image))))
        {
            List<string> kept =
            [
                .. own.Select(sentence => string.Join(' ', Words.Split(sentence).Take(words)))
                    .Where(sentence => sentence.Length > 0)
                    .Take(sentences),
            ];
            if (kept.Count > 0)
            {
                said.Add((image, kept));
            }
        }

        var without = all.Count - said.Count;
        return said.Count == 0
            ? throw new DataException(
                folder,
                "has images, but no sentence of any; expected COCO's captions_train*.json in annotations/, a folder of "
                + "texts such as text_c10/, or a .txt beside each image")
            : new(folder, said, without == 0 ? null : FormattableString.Invariant(
                $"{folder}: left out {without} images of which nothing is said, or which are not there"));
    }

    public Image Read(long index)
    {
        var path = PathOf(index);
        return ImageDecoder.Decode(InputFile.ReadAll(path, NamedImages.MaxLength), path);
    }

    public byte[] ReadBytes(long index) => InputFile.ReadAll(PathOf(index), NamedImages.MaxLength);

    public IReadOnlyList<string> Sentences(long index)
    {
        Request.Check(index, Count);
        return _said[(int)index].Sentences;
    }

    // Whether two people mean the same by what they wrote is not known.
    public long Meaning(long index) => index;

    public long Meaning(long index, int sentence) => index;

    public void Dispose()
    {
        // Nothing is open.
    }

    private string PathOf(long index)
    {
        Request.Check(index, Count);
        return Path.Combine(_folder, _said[(int)index].Image);
    }
}
