using System.Globalization;
using System.Text;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Data.Tests.Support;
using Saddle.Metrics.Extractors;
using Saddle.Metrics.Extractors.Onnx;
using Saddle.Metrics.Reading;
using Saddle.Metrics.Tests.Golden;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>Models in ONNX: what they give, against PyTorch and by hand, and those that cannot be extractors.</summary>
public sealed class OnnxTests : TensorTests
{
    private static readonly string Folder = Peers.PathOf("onnx");

    [TorchTheory]
    [InlineData("half_dynamo", "half", "features", 1e-3)]
    [InlineData("vgg_like_batch_1_legacy", "vgg_like_batch_1", "features", 1e-5)]
    public void A_model_gives_what_pytorch_gives(string model, string name, string output, double tolerance) =>
        Check(Folder, model, name, 0, output, tolerance);

    [GoldenTheory]
    [MemberData(nameof(Models))]
    public void A_model_of_the_whole_collection_gives_what_pytorch_gives(
        string model, string name, int input, string output, double tolerance) =>
        Check(Path.Combine(GoldenTheoryAttribute.Folder, "onnx"), model, name, input, output, tolerance);

    public static TheoryData<string, string, int, string, double> Models
    {
        get
        {
            var data = new TheoryData<string, string, int, string, double>();
            var folder = Path.Combine(GoldenTheoryAttribute.Folder, "onnx");
            var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.onnx") : [];
            foreach (var model in files.Select(Path.GetFileNameWithoutExtension).OfType<string>())
            {
                var name = model.Replace("_dynamo", string.Empty, StringComparison.Ordinal)
                    .Replace("_legacy", string.Empty, StringComparison.Ordinal);
                var inputs = Enumerable.Range(0, 2)
                    .Where(i => File.Exists(Path.Combine(folder, $"{name}_input_{i}.npy")));
                foreach (var input in inputs)
                {
                    var made = Directory.GetFiles(folder, $"{name}_*_{input}.npy")
                        .Select(file => Path.GetFileNameWithoutExtension(file)[(name.Length + 1)..^2])
                        .Where(output => output is "features" or "embedding" or "map" or "logits");
                    made.ToList().ForEach(output => data.Add(model, name, input, output, name == "half" ? 1e-3 : 1e-5));
                }
            }

            return data;
        }
    }

    [TorchFact]
    public void Bytes_channels_last_are_taken_as_they_are_and_features_are_by_hand()
    {
        using var network = Open("bytes_nhwc");
        Assert.Equal((4, PixelRange.Bytes), (network.Side, network.Pixels));
        Assert.Equal(Means(Pictures(5, 4)), network.Run(Pictures(5, 4)).Features.ToDoubles(), Close);
    }

    [TorchTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_fixed_batch_is_filled_up_and_gives_each_image_its_own(int count)
    {
        using var network = Open("batch_of_2");
        var images = Pictures(count, 8);
        Assert.Equal(Means(images), network.Run(images).Features.ToDoubles(), Close);
    }

    [TorchFact]
    public void Maps_are_averaged_and_a_second_output_of_numbers_is_logits()
    {
        using var network = Open("maps", size: 16);
        var images = Pictures(3, 16);
        var made = network.Run(images);
        Assert.Equal(Means(images), made.Features.ToDoubles().Select(value => -value), Close);
        Assert.Equal(Means(images), made.Logits!.Value.ToDoubles(), Close);
        using var asked = Open("maps", size: 16, output: "logits");
        Assert.Equal(Means(images), asked.Run(images).Features.ToDoubles(), Close);
        Assert.Null(asked.Run(images).Logits);
    }

    [TorchFact]
    public void The_network_that_comes_with_the_program_tells_images_apart_whatever_the_threads_and_the_batch()
    {
        var context = new ExtractorContext(Protocol.Get(null), new(Folder));
        using var one = new Resnet18(Threads: 1).Open(context);
        using var two = new Resnet18(Threads: 2).Open(context);
        var images = Pictures(3, one.Side);
        var features = one.Run(images).Features;
        Assert.Equal([3, 512], features.Shape);
        Assert.Equal(features.ToDoubles(), two.Run(images).Features.ToDoubles());
        Assert.Equal(
            features.Narrow(0, 2, 1).ToDoubles(), one.Run(images.Narrow(0, 2, 1)).Features.ToDoubles());
        Assert.Equal(3, features.ToDoubles().Chunk(512).Select(row => row.Sum()).Distinct().Count());
    }

    [TorchFact]
    public void How_many_threads_compute_is_no_part_of_how_features_were_made()
    {
        static IEnumerable<string> Lines(int threads)
        {
            var extractor = new Resnet18(threads);
            using var network = extractor.Open(Context);
            return Origin.From((extractor, network), Protocol.Get(null)).Lines;
        }

        Assert.Equal(Lines(1), Lines(2), StringComparer.Ordinal);
    }

    [TorchTheory]
    [InlineData("bad_huge_batch", "it takes 1000000 images of 224 x 224 at once; expected at most 268435456 numbers")]
    [InlineData("bad_huge_side", "it takes 1 images of 100000 x 100000 at once")]
    [InlineData("bad_no_output", "it gives nothing; expected features")]
    [InlineData("bad_input_of_rank_2", "takes 'input' [n, 10] of Float; expected images of three channels")]
    [InlineData("bad_int64_output", "its output 'features' is [2, 3, 32, 32] of Int64; expected [2, d] in float")]
    [InlineData("bad_not_onnx", "it is no model in ONNX")]
    [InlineData("bad_one_channel", "takes 'input' [n, 1, 28, 28] of Float; expected images of three channels")]
    [InlineData("bad_opset_too_new", "its operator set 99 is newer than ONNX Runtime")]
    [InlineData("bad_outside_data_missing", "its weight features.2.weight is in a file that is not beside it")]
    [InlineData("bad_two_inputs", "'input' [n, 3, 32, 32] of Float, 'other' [n, 3, 32, 32] of Float; expected one")]
    [InlineData("bad_unknown_domain", "its operator com.example.vision:Sharpen is none that ONNX Runtime")]
    [InlineData("bad_unknown_operator", "its operator Sharpen is none that ONNX Runtime")]
    [InlineData("tokens", "its output 'tokens' is [n, 3, 8]; expected features [n, d] or maps")]
    [InlineData("oblong", "it takes images of 8 x 16; expected as many rows as columns")]
    public void What_cannot_be_an_extractor_is_refused_in_a_sentence(string model, string problem)
    {
        var failure = Assert.Throws<DataException>(() =>
        {
            using var network = Open(model);
            network.Run(Pictures(2, network.Side));
        });
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [TorchFact]
    public void Settings_that_do_not_fit_the_model_are_refused()
    {
        Assert.Contains("224", Refused(() => Open("batch_of_2", size: 224)), StringComparison.Ordinal);
        Assert.Contains("features", Refused(() => Open("batch_of_2", output: "feature")), StringComparison.Ordinal);
        Assert.Contains("imagenet", Refused(() => Open("batch_of_2", pixels: "imagnet")), StringComparison.Ordinal);
        Assert.Contains("file=FILE", Refused(() => new OnnxFile().Open(Context)), StringComparison.Ordinal);
    }

    [TorchFact]
    public void Ranges_have_short_names_too()
    {
        using var unit = Open("batch_of_2", pixels: "01");
        using var usual = Open("batch_of_2");
        Assert.Equal((PixelRange.Unit, PixelRange.Imagenet), (unit.Pixels, usual.Pixels));
        var rgb = Tensor.From<float>([123.68f, 116.779f, 103.939f], [1, 3, 1, 1]);
        Assert.Equal([0, 0, 0], PixelRange.Caffe.Apply(rgb).ToDoubles());
    }

    private static ExtractorContext Context => new(Protocol.Get(null), new(Folder));

    private static string Refused(Action open) => Assert.Throws<SettingsException>(open).Message;

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) < 1e-4;

    private static FeatureNetwork Open(string model, int size = 0, string pixels = "", string output = "") =>
        new OnnxFile(Path.Combine(Folder, $"{model}.onnx"), size, pixels, output).Open(Context);

    // Whole numbers from 0 to 255, another picture each.
    private static Tensor Pictures(int count, int side) => Tensor.From<float>(
        [.. Enumerable.Range(0, count * 3 * side * side).Select(i => (float)(i * 37 % 251))], [count, 3, side, side]);

    private static double[] Means(Tensor images) => images.Mean([2, 3]).ToDoubles();

    private static void Check(string folder, string model, string name, int input, string output, double tolerance)
    {
        var (shape, values) = Read(Path.Combine(folder, $"{name}_input_{input}.npy"));
        var (_, expected) = Read(Path.Combine(folder, $"{name}_{output}_{input}.npy"));
        using var opened = OnnxModel.Open(Path.Combine(folder, $"{model}.onnx"), threads: 1);
        var isLast = opened.Input.Layout == OnnxLayout.Nhwc;
        var (height, width) = isLast ? (shape[1], shape[2]) : (shape[2], shape[3]);
        var planes = isLast ? Planes(values, height * width) : values;
        var made = opened.Run(planes, ((int)shape[0], (int)height, (int)width), [output])[0];
        Assert.Equal(expected.Length, made.Values.Length);
        Assert.All(expected.Zip(made.Values), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    // From [n, height, width, 3] to [n, 3, height, width].
    private static float[] Planes(float[] values, long area) =>
        [.. values.Select((_, i) => values[(i / (3 * area) * 3 * area) + (i % area * 3) + (i / area % 3)])];

    // Arrays of bytes are no features, so no reader of ours takes them; their header is that of others.
    private static (IReadOnlyList<long> Shape, float[] Values) Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var begin = 10 + bytes[8] + (bytes[9] << 8);
        var header = Encoding.ASCII.GetString(bytes, 10, begin - 10);
        if (header.Contains("'|u1'", StringComparison.Ordinal))
        {
            var shape = header.Split('(', ')')[1].Split(',');
            return ([.. shape.Select(n => long.Parse(n, CultureInfo.InvariantCulture))],
                [.. bytes[begin..].Select(b => (float)b)]);
        }

        using var stream = new MemoryStream(bytes);
        var array = new NpyReader(stream, path, bytes.Length, wholes: true);
        return (array.Shape, [.. array.ReadDoubles().Select(value => (float)value)]);
    }
}
