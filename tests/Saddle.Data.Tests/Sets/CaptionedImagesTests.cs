using System.Text;
using Saddle.Data.Images;
using Saddle.Data.Sets;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Sets;

/// <summary>Folders of images with sentences: COCO, CUB, Oxford-102, and a text beside each image.</summary>
public sealed class CaptionedImagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Cocos_parts_are_read_by_the_images_numbers()
    {
        Picture("train2017/000000000009.jpg", 1);
        Picture("train2017/000000000025.jpg", 2);
        Picture("val2017/000000000139.jpg", 3);
        Write("annotations/captions_train2017.json", """
            {"images": [{"id": 25, "file_name": "000000000025.jpg"}, {"id": 9, "file_name": "000000000009.jpg"},
                        {"id": 30, "file_name": "000000000030.jpg"}],
             "annotations": [{"image_id": 9, "id": 1, "caption": "A bowl."},
                             {"image_id": 25, "id": 2, "caption": "Two giraffes, eating from a tree."},
                             {"image_id": 9, "id": 3, "caption": "Rice and meat"},
                             {"image_id": 30, "id": 4, "caption": "Not there"}]}
            """);
        Write("annotations/captions_val2017.json", """
            {"images": [{"id": 139, "file_name": "000000000139.jpg"}],
             "annotations": [{"image_id": 139, "id": 5, "caption": "A room."}]}
            """);
        using var train = Open(new(Words: 4));
        Assert.Equal([["a bowl", "rice and meat"], ["two giraffes eating from"]], Said(train));
        Assert.Equal([1, 2], Enumerable.Range(0, 2).Select(i => (int)train.Read(i).Pixels[0]));
        Assert.Equal((2, 4), (((ICaptioned)train).SentenceCount, ((ICaptioned)train).WordCount));
        Assert.Equal(
            $"{_folder.Path}: left out 1 images of which nothing is said, or which are not there",
            ((ILeaveOut)train).LeftOut);
        using var test = Open((CaptionedImages)(new CaptionedImages { Path = _folder.Path }.HeldOut!));
        Assert.Equal([["a room"]], Said(test));
    }

    [Fact]
    public void Birds_are_split_by_the_classes_that_files_name()
    {
        Picture("images/001.Albatross/A_1.jpg", 1);
        Picture("images/002.Auklet/B_1.jpg", 2);
        Write("text_c10/001.Albatross/A_1.txt", "a white bird\nit has wings\n\nlong ones\nand a beak\n");
        Write("text_c10/002.Auklet/B_1.txt", "a black bird\r\n");
        Write("trainvalclasses.txt", "001.Albatross\n");
        Write("testclasses.txt", "002.Auklet\n");
        using var train = Open(new());
        Assert.Equal([["a white bird", "it has wings", "long ones"]], Said(train));
        using var test = Open(new(Split: Split.Test, Sentences: 1));
        Assert.Equal([["a black bird"]], Said(test));
        Assert.Equal(2, test.Read(0).Pixels[0]);
    }

    // The images lie in one folder, the texts in one a class.
    [Fact]
    public void Flowers_are_found_by_their_texts_names()
    {
        Picture("jpg/image_00001.jpg", 1);
        Picture("jpg/image_00002.jpg", 2);
        Picture("jpg/image_00003.jpg", 3);
        Write("text_c10/class_00077/image_00001.txt", "a pink flower");
        Write("text_c10/class_00078/image_00002.txt", "a red flower");
        Write("text_c10/trainvalclasses.txt", "class_00078");
        using var all = Open(new());
        Assert.Equal(2, all.Count);
        using var train = Open(new(Captions: "text_c10"));
        Assert.Equal([["a red flower"]], Said(train));
    }

    [Fact]
    public void A_text_beside_an_image_is_the_images()
    {
        Picture("cats/1.jpg", 1);
        Picture("dogs/1.jpg", 2);
        Picture("dogs/2.jpg", 3);
        Write("cats/1.txt", "A cat sleeps.");
        Write("dogs/1.txt", "A dog runs.");
        Write("dogs/2.txt", "...");
        var set = new CaptionedImages(Sentences: 2) { Path = _folder.Path, Size = 4 };
        using var items = set.Open(new("/nonexistent"), 1);
        Assert.Equal([3, 4, 4], items.Shape);
        Assert.Equal([["a cat sleeps"], ["a dog runs"]], Said((ICaptioned)items, 2));
        Assert.Null(set.HeldOut);
        Assert.Equal(["a", "cat", "dog", "runs", "sleeps"], ((ICaptioned)items).Words.All);
    }

    [Fact]
    public void What_is_damaged_or_missing_is_told_in_one_line()
    {
        Refuses(new(), "the folder has no image file");
        Picture("a.jpg", 1);
        Refuses(new(), "has images, but no sentence of any");
        Refuses(new(Split: Split.Test), "has no part for tests (testclasses.txt); expected split=train");
        _folder.Write("a.txt", [0xFF, 0xFE, 0xFF]);
        Refuses(new(), "a.txt: is no text in UTF-8");
        Write("captions_train.json", "{\"images\": []}");
        Refuses(new(), "captions_train.json: does not have images and annotations as COCO's captions have (");
        Write("captions_train.json", """{"images": [{"id": 1, "file_name": "../../a.jpg"}], "annotations": []}""");
        Refuses(new(), "../../a.jpg is not a name within the folder");
        Write("captions_train.json", "{");
        Refuses(new(), "captions_train.json: does not have");
    }

    private void Refuses(CaptionedImages set, string why)
    {
        var message = Assert.Throws<DataException>(() => Open(set).Dispose()).Message;
        Assert.Contains(why, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    private IImages Open(CaptionedImages set) =>
        (set with { Path = _folder.Path, Size = 2 }).OpenImages(new("/nonexistent"), 1);

    private static IReadOnlyList<string>[] Said(IImages images) => Said((ICaptioned)images, (int)images.Count);

    private static IReadOnlyList<string>[] Said(ICaptioned captioned, int count) =>
        [.. Enumerable.Range(0, count).Select(i => captioned.Sentences(i))];

    private void Write(string name, string text) => _folder.Write(name, Encoding.UTF8.GetBytes(text));

    // A file's kind is told by its bytes, not by its name.
    private void Picture(string name, byte value) => _folder.Write(
        name, PngWriter.Write(new(2, 2, 3, [.. Enumerable.Repeat(value, 12)], "test")));
}
