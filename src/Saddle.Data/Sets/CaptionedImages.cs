using Saddle.Catalog;

namespace Saddle.Data.Sets;

/// <summary>
/// A folder of images with sentences, told apart by what lies in it: COCO's JSON; CUB's and Oxford-102's sentences in a
/// folder of their own; or a text file beside each image, a sentence a line. Images of which nothing is said are left
/// out.
/// </summary>
/// <param name="Captions">The file or folder of the sentences; empty for those in the same folder.</param>
/// <param name="Split">The part of the data set, where it says which images are for tests.</param>
/// <param name="Sentences">The most sentences of an image; further ones are left out.</param>
/// <param name="Words">The most words of a sentence; further ones are left out.</param>
/// <remarks>
/// COCO: <c>annotations/captions_train2017.json</c>, images in <c>train2017</c>, its part for tests
/// <c>captions_val2017.json</c> with <c>val2017</c>; of whatever year. CUB: <c>images/001.Name/x.jpg</c> with
/// <c>text_c10/001.Name/x.txt</c> (or in <c>text</c>); Oxford-102: <c>jpg/image_00001.jpg</c> with
/// <c>text_c10/class_00001/image_00001.txt</c>: a text belongs to the image of the same name. Both are split by
/// classes, as Reed et al. (2016, arXiv:1605.05396) do, where <c>trainvalclasses.txt</c> and <c>testclasses.txt</c>
/// name the texts' folders. Any other folder has one part.
/// </remarks>
/// <example><code>data: {name: captioned-images, path: CUB_200_2011, size: 64, sentences: 3}</code></example>
[Entry(
    "captioned-images",
    "a folder of images with sentences: COCO's JSON, CUB's or Oxford-102's layout, or a text file beside each image",
    @"x \in [-1, 1]^{3 \times s \times s},\quad t = (t_1, \dots, t_k)",
    "Lin et al. 2014 (arXiv:1405.0312); Reed et al. 2016 (arXiv:1605.05395)")]
public sealed record CaptionedImages(
    [Parameter("the file or folder of the sentences; empty for those in the same folder", IsPath = true)]
    string Captions = "",
    [Parameter("the part of the data set, where it says which images are for tests")] Split Split = Split.Train,
    [Parameter("the most sentences of an image; further ones are left out", Min = 1, Max = 100)] int Sentences = 3,
    [Parameter("the most words of a sentence; further ones are left out", Min = 1, Max = 1000)] int Words = 18)
    : FittedSet
{
    /// <inheritdoc/>
    public override bool HasSentences => true;

    /// <inheritdoc/>
    public override DataSet? HeldOut => Split == Split.Train && Parts(Location(new(string.Empty)))
        ? this with { Split = Split.Test }
        : null;

    /// <inheritdoc/>
    public override string HowToGet =>
        "say where they lie with path=FOLDER (COCO: its folder with annotations/; CUB and Oxford-102: with text_c10/)";

    /// <inheritdoc/>
    public override bool IsPresent(DataFolder where) => Directory.Exists(Location(where));

    /// <inheritdoc/>
    public override IImages OpenOriginals(DataFolder where)
    {
        var location = Location(where);
        if (!Directory.Exists(location))
        {
            throw NotFound(where, "a folder of images with sentences");
        }

        var captions = Captions.Length > 0 ? System.IO.Path.Combine(location, Captions) : location;
        var said = CocoCaptions.Find(captions, Split) is { } coco
            ? CocoCaptions.Read(coco, location)
            : TextCaptions.Read(location, captions, Split);
        return CaptionedFiles.Open(location, said, Sentences, Words);
    }

    private static bool Parts(string location) => Directory.Exists(location) && (
        CocoCaptions.Find(location, Split.Test) is not null
        || TextCaptions.ClassesOf(location, Split.Test) is not null);
}
