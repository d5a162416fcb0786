using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Disturbances;
using Saddle.Data.Families;
using Saddle.Data.Formats;
using Saddle.Data.Images;
using Saddle.Data.Sets;
using Saddle.Data.Tests.Support;
using Saddle.Metrics.Reading;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>Where sides come from, and what is gathered of them in passing.</summary>
public sealed class SourceTests : TensorTests
{
    private readonly TemporaryFolder _folder = new();

    [TorchFact]
    public void Points_are_their_own_features_with_the_mixture_they_come_from()
    {
        using var source = Source.From("ring", new Ring(Modes: 3).Open(new("."), 1));
        var side = source.Read(new(Needs.Features) { Most = 50 });
        Assert.Equal([50, 2], side.RequireFeatures().Shape);
        Assert.Equal(3, side.RequireModes().Centres.Count);
        Assert.Equal(("ring", "coordinates"), (side.Name, source.Features));
        Assert.Equal(Extraction.UsualCount, source.Read(new(Needs.Features)).Count);
    }

    [TorchFact]
    public void Texts_are_the_code_points_of_their_characters()
    {
        using var items = new Sentences(Length: 6).Open(new("."), 1);
        using var source = Source.From("sentences", items);
        var texts = source.Read(new(Needs.Text) { Most = 4 }).RequireTexts();
        Assert.Equal(4, texts.Count);
        Assert.All(texts, text => Assert.Matches("^[a-z `]{6}$", string.Concat(text.Select(c => (char)c))));
    }

    [Fact]
    public void So_many_texts_that_they_take_minutes_are_taken_where_somebody_says_how_many()
    {
        var path = Path.Combine(_folder.Path, "many.txt");
        File.WriteAllText(path, string.Concat(Enumerable.Repeat("a\n", 140_000)));
        using var items = new TextLines(Length: 32) { Path = path }.Open(new("."), 1);
        using var source = Source.From("many", items);
        var refused = Assert.Throws<SettingsException>(() => source.Read(new(Needs.Text)));
        Assert.Equal(
            "many: holds 140000 texts of 32 characters; expected at most 131072, or -n N for N of them",
            refused.Message);
        Assert.Equal(200, source.Read(new(Needs.Text) { Most = 200 }).RequireTexts().Count);
    }

    [TorchFact]
    public void Of_a_file_as_many_features_are_drawn_as_are_asked_for()
    {
        var path = _folder.Write("features.npy", Npy.Write([9, 1], [.. Enumerable.Range(0, 9).Select(i => (double)i)]));
        using var source = Source.At(path);
        Assert.Equal("features as given", source.Features);
        Assert.Equal(9, source.Read(new(Needs.Features)).Count);
        var some = source.Read(new(Needs.Features, Seed: 3) { Most = 4 }).RequireFeatures().ToDoubles();
        Assert.Equal(4, some.Distinct().Count());
        Assert.Equal(some, source.Read(new(Needs.Features, Seed: 3) { Most = 4 }).RequireFeatures().ToDoubles());
        Assert.NotEqual(some, source.Read(new(Needs.Features, Seed: 4) { Most = 4 }).RequireFeatures().ToDoubles());
    }

    [TorchFact]
    public void Only_images_are_disturbed_and_then_they_say_so()
    {
        using var points = Source.From("ring", new Ring().Open(new("."), 1));
        var refusal = Assert.Throws<SettingsException>(() => points.Disturbed(new GaussianBlur(), new("."), 1));
        Assert.Equal("--disturb: ring is not of images, and only images can be disturbed", refusal.Message);
        using var images = Source.From("shapes", new Shapes(Items: 3, Size: 8).Open(new("."), 1));
        using var spoilt = images.Disturbed(new SaltAndPepper(1), new("."), 1);
        Assert.Equal("shapes with salt-and-pepper level=1", spoilt.Name);
        Assert.All(spoilt.Images!.Read(0).Pixels, pixel => Assert.True(pixel is 0 or 255));
    }

    [TorchFact]
    public void Features_are_kept_where_they_are_needed_or_fewer_than_dimensions()
    {
        static Side Gathered(Needs needs, long count, Tensor features)
        {
            var collected = new Collected("a", needs, count);
            collected.Add(0, features, null);
            return collected.Side();
        }

        var tall = RandomNormals.Draw(1, 1, 1, 5, 3);
        Assert.Null(Gathered(Needs.Moments, 5, tall).Features);
        Assert.Equal(5, Gathered(Needs.Moments, 5, tall).Moments!.Count);
        Assert.NotNull(Gathered(Needs.Moments, 3, tall.Narrow(0, 0, 3)).Features);
        Assert.NotNull(Gathered(Needs.Features, 5, tall).Features);
        Assert.Null(Gathered(Needs.Features, 5, tall).Moments);
    }

    [TorchFact]
    public void What_was_kept_is_a_side_again_only_if_it_has_all_that_is_needed()
    {
        var collected = new Collected("a", Needs.Moments, 5);
        collected.Add(0, RandomNormals.Draw(1, 1, 1, 5, 3), null);
        var kept = collected.Tensors();
        Assert.Equal(["mean", "scatter"], kept.Keys, StringComparer.Ordinal);
        Assert.Equal(5, new Collected("a", Needs.Moments, 5).Restore(kept)!.Moments!.Count);
        Assert.Null(new Collected("a", Needs.Features, 5).Restore(kept));
        Assert.Null(new Collected("a", Needs.Moments | Needs.Logits, 5).Restore(kept));
    }

    [TorchFact]
    public void Features_that_are_not_finite_and_logits_that_are_missing_are_refused()
    {
        var collected = new Collected("a", Needs.Logits, 64);
        var broken = Assert.Throws<SettingsException>(() => collected.Add(32, Tensor.Full([4, 2], double.NaN), null));
        Assert.StartsWith(
            "a: a feature of images 32 to 35 is NaN or infinite", broken.Message, StringComparison.Ordinal);
        var lacking = Assert.Throws<SettingsException>(() => collected.Add(0, Tensor.Zeros([4, 2]), null));
        Assert.StartsWith(
            "the metric needs a classifier's logits, and this extractor has none",
            lacking.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Batches_come_in_order_with_every_image_resized_channels_first()
    {
        using var images = new Pictures(
            [.. Enumerable.Range(0, 70).Select(i => new Image(2, 2, 1, [.. Enumerable.Repeat((byte)i, 4)], "grey"))]);
        var (firsts, values) = (new List<long>(), new List<float>());
        foreach (var batch in ImagePipeline.Prepare(images, 3, new(Resize.LegacyPytorch), default))
        {
            firsts.Add(batch.First);
            values.AddRange(batch.Pixels[..(batch.Count * 27)]);
        }

        Assert.Equal([0, 32, 64], firsts);
        Assert.Equal(70 * 27, values.Count);
        Assert.All(values.Index(), pair => Assert.Equal(pair.Index / 27, pair.Item, 1e-4));
    }

    // Nothing waits to be read then, as between two batches that take long to prepare.
    [Fact]
    public void Batches_that_were_stopped_do_not_end_as_if_they_were_whole()
    {
        using var images = new Pictures([.. Enumerable.Repeat(new Image(1, 1, 1, [0], "grey"), 70)]);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var batch in ImagePipeline.Prepare(images, 1, new(Resize.Clean), stop.Token))
            {
                if (batch.First == 64)
                {
                    stop.Cancel();
                }
            }
        });
    }

    [Fact]
    public void An_image_that_cannot_be_read_fails_the_batches_and_not_the_process()
    {
        using var images = new Broken();
        var failure = Assert.Throws<DataException>(
            () => ImagePipeline.Prepare(images, 2, new(Resize.Clean), default).Count());
        Assert.Equal("picture 40: it is torn", failure.Message);
    }

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        base.Dispose(disposing);
    }

    private sealed class Broken() : Pictures([.. Enumerable.Repeat(new Image(1, 1, 1, [0], "whole"), 60)])
    {
        public override Image Read(long index) =>
            index == 40 ? throw new DataException("picture 40", "it is torn") : base.Read(index);
    }
}
