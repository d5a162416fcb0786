using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Data.Images;
using Saddle.Data.Tests.Support;
using Saddle.Metrics.Extractors;
using Saddle.Metrics.Reading;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>
/// From files of images to features and figures, against what Pillow, PyTorch and SciPy make of them: see
/// tests/data/extractors.py.
/// </summary>
public sealed class ExtractionTests : TensorTests
{
    private static readonly JsonElement Figures = Peers.Json("extractors.json");

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string>();
            foreach (var (number, test) in Figures.GetProperty("cases").EnumerateArray().Index())
            {
                cases.Add(number, $"{test.GetProperty("resize")} {test.GetProperty("pixels")}");
            }

            return cases;
        }
    }

    [TorchTheory]
    [MemberData(nameof(Cases))]
    public void Features_and_logits_of_a_module_are_those_of_PyTorch(int number, string name)
    {
        var test = Figures.GetProperty("cases")[number];
        var parts = name.Split(' ');
        var resize = Enum.GetValues<Resize>()
            .First(r => JsonNamingPolicy.KebabCaseLower.ConvertName(r.ToString()) == parts[0]);
        var extractor = Spec.Parse<Extractor>(
            $"torchscript:file={Peers.PathOf("metrics", "extractor.pt")}:size=24:pixels={parts[1]}");
        var side = Read(Pictures(), extractor, Needs.Features | Needs.Logits, Protocol.Get(null).With(resize));
        AssertClose(test.GetProperty("features"), side.RequireFeatures(), 2e-6);
        AssertClose(test.GetProperty("logits"), side.RequireLogits(), 2e-6);
    }

    [TorchFact]
    public void Figures_of_pixels_are_those_of_numpy()
    {
        var expected = Figures.GetProperty("pixels");
        var side = Read(Pictures(), new RawPixels(6), Needs.Features, Protocol.Get(null));
        var features = Tensor.From<double>([.. side.RequireFeatures().ToDoubles()], [5, 108]);

        // Channels first here, and there, too.
        AssertClose(expected.GetProperty("features"), features, 1e-6);
        for (var ddof = 0; ddof <= 1; ddof++)
        {
            Assert.Equal(
                expected.GetProperty("frechet")[ddof].GetDouble(),
                new FrechetDistance().Measure(features.Narrow(0, 0, 3), features, ddof).Value,
                1e-5);
        }

        Assert.Equal(
            expected.GetProperty("kernel").GetDouble(),
            new KernelDistance(Subsets: 1, SubsetSize: 3)
                .Measure(features.Narrow(0, 0, 3), features.Narrow(0, 2, 3)).Value,
            1e-5);
    }

    [TorchFact]
    public void A_zip_of_the_same_files_gives_the_same_features_and_they_are_kept_for_another_time()
    {
        var folder = Pictures();
        var zip = _folder.At("pictures.zip");
        ZipFile.CreateFromDirectory(folder, zip);
        var cache = new MetricCache(_folder.At("cache"));
        var first = Read(folder, new RandomConvolutions(Width: 2), Needs.Features, Protocol.Get(null), cache);
        var kept = Assert.Single(Directory.GetFiles(cache.Folder));
        var time = File.GetLastWriteTimeUtc(kept);
        var second = Read(zip, new RandomConvolutions(Width: 2), Needs.Features, Protocol.Get(null), cache);
        Assert.Equal(first.RequireFeatures().ToDoubles(), second.RequireFeatures().ToDoubles());
        Assert.Equal(time, File.GetLastWriteTimeUtc(Assert.Single(Directory.GetFiles(cache.Folder))));

        // Another resize, another seed, another picture: other features.
        Read(folder, new RandomConvolutions(Width: 2), Needs.Features, Protocol.Get("pytorch-fid"), cache);
        Read(folder, new RandomConvolutions(Seed: 2, Width: 2), Needs.Features, Protocol.Get(null), cache);
        File.Delete(Path.Combine(folder, "rgb-8.png"));
        Read(folder, new RandomConvolutions(Width: 2), Needs.Features, Protocol.Get(null), cache);
        Assert.Equal(4, Directory.GetFiles(cache.Folder).Length);

        // What is damaged is made again.
        File.WriteAllBytes(kept, [1, 2, 3]);
        Assert.Equal(
            first.RequireFeatures().ToDoubles(),
            Read(zip, new RandomConvolutions(Width: 2), Needs.Features, Protocol.Get(null), cache)
                .RequireFeatures()
                .ToDoubles());
    }

    [TorchFact]
    public void Moments_gathered_in_passing_are_those_of_all_features()
    {
        using var images = ((IPictured)new Shapes(Size: 16, Items: 200).Open(new(_folder.Path), 1)).Images;
        var by = (Extractor)new RandomConvolutions(Width: 2, Size: 16);
        var moments = Of(images, by, Needs.Moments).Moments!;
        var all = FeatureMoments.Of(Of(images, by, Needs.Features).RequireFeatures());
        Assert.Equal(200, moments.Count);
        AssertSame(all.Mean, moments.Mean);
        AssertSame(all.Scatter, moments.Scatter);
    }

    [TorchFact]
    public void A_damaged_image_among_many_is_named()
    {
        var folder = Pictures();
        File.WriteAllBytes(Path.Combine(folder, "broken.png"), Peers.Bytes("images", "rgb-8.png")[..60]);
        var failure = Assert.Throws<DataException>(
            () => Read(folder, new RawPixels(4), Needs.Features, Protocol.Get(null)));
        Assert.Contains("broken.png", failure.Message, StringComparison.Ordinal);
    }

    [TorchFact]
    public void Reading_stops_when_it_is_asked_to()
    {
        using var stop = new CancellationTokenSource();
        using var images = new Endless(() => stop.Cancel());
        var how = How(new RawPixels(2), Needs.Moments, Protocol.Get(null), null) with { Cancellation = stop.Token };
        Assert.Throws<OperationCanceledException>(() => how.Extract("endless", images));
        // what waits is bounded, however many there are
        Assert.InRange(images.Reads, 500, 500 + (100 * 32 * Environment.ProcessorCount));
    }

    [TorchFact]
    public void A_classifier_learns_the_data_set_and_is_kept()
    {
        using var items = new Shapes(Size: 32, Items: 1500).Open(new(_folder.Path), 1);
        var images = ((IPictured)items).Images;
        var cache = new MetricCache(_folder.At("cache"));
        var context = new ExtractorContext(Protocol.Get(null), new(_folder.Path)) { Reference = images, Cache = cache };
        var network = new TrainedClassifier(Steps: 150).Open(context);
        var accuracy = double.Parse(
            network.Protocol.First(p => p.Key == "classifier_accuracy").Value,
            CultureInfo.InvariantCulture);
        // of 150 images of four classes: chance is 0.25, and this five standard errors above
        Assert.InRange(accuracy, 0.45, 1);
        Assert.Single(Directory.GetFiles(cache.Folder));
        Assert.Equal(network.Protocol, new TrainedClassifier(Steps: 150).Open(context).Protocol);

        var unlabelled = Assert.Throws<SettingsException>(
            () => new TrainedClassifier().Open(context with { Reference = null }));
        Assert.Contains("classifier:data=NAME", unlabelled.Message, StringComparison.Ordinal);
    }

    [TorchFact]
    public void Missing_weights_say_how_to_get_them_and_what_does_without()
    {
        var missing = Assert.Throws<MissingComponentException>(
            () => new FidInception().Open(new(Protocol.Get(null), new(_folder.Path))));
        Assert.Contains("saddle weights get", missing.Message, StringComparison.Ordinal);
        Assert.Contains("random-conv", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_the_standard_network_are_for_it_alone()
    {
        foreach (var entry in Catalog<Metric>.Entries)
        {
            var metric = entry.Create(new Dictionary<string, string>(StringComparer.Ordinal));
            Assert.Equal(metric.Name, metric.NameOn(Extractor.Standard));
            Assert.DoesNotMatch("^(fid|kid|is)", metric.NameOn("random-conv"));
        }
    }

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        base.Dispose(disposing);
    }

    private static Extraction How(Extractor extractor, Needs needs, Protocol protocol, MetricCache? cache)
    {
        var how = new Extraction(needs) { Protocol = protocol, Cache = cache };
        return how with { By = (extractor, extractor.Open(how.ContextOf(new("nowhere"), null))) };
    }

    private static Side Of(IImages images, Extractor extractor, Needs needs)
    {
        var how = How(extractor, needs, Protocol.Get(null), null);
        using var network = how.By!.Value.Network;
        return how.Extract("images", images);
    }

    private static Side Read(
        string path, Extractor extractor, Needs needs, Protocol protocol, MetricCache? cache = null)
    {
        using var source = Source.At(path);
        var how = How(extractor, needs, protocol, cache);
        using var network = how.By!.Value.Network;
        return source.Read(how);
    }

    private static void AssertClose(JsonElement expected, Tensor values, double tolerance)
    {
        var numbers = expected.EnumerateArray()
            .SelectMany(row => row.EnumerateArray().Select(e => e.GetDouble()))
            .ToArray();
        var scale = numbers.Max(Math.Abs);
        Assert.Equal(numbers.Length, values.Count);
        Assert.InRange(numbers.Zip(values.ToDoubles(), (a, b) => Math.Abs(a - b)).Max() / scale, 0, tolerance);
    }

    private static void AssertSame(Tensor expected, Tensor values)
    {
        var scale = expected.ToDoubles().Max(Math.Abs);
        Assert.InRange(expected.ToDoubles().Zip(values.ToDoubles(), (a, b) => Math.Abs(a - b)).Max() / scale, 0, 1e-12);
    }

    private string Pictures()
    {
        var folder = Directory.CreateDirectory(_folder.At("pictures")).FullName;
        foreach (var name in Figures.GetProperty("images").EnumerateArray().Select(e => e.GetString()!))
        {
            File.Copy(Peers.PathOf("images", name), Path.Combine(folder, name), overwrite: true);
        }

        return folder;
    }

    /// <summary>More images than could ever be read; asks to stop at the five hundredth.</summary>
    private sealed class Endless(Action stop) : IImages
    {
        private int _reads;

        public int Reads => _reads;

        public long Count => long.MaxValue / 2;

        public Image Read(long index)
        {
            if (Interlocked.Increment(ref _reads) == 500)
            {
                stop();
            }

            return new(1, 1, 1, [(byte)index], "endless");
        }

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
