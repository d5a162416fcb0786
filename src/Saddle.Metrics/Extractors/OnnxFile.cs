using System.Text.Json;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Metrics.Extractors.Onnx;
using Saddle.Torch;

namespace Saddle.Metrics.Extractors;

/// <summary>
/// Any network, as a model in ONNX: from images [n, 3, size, size] or [n, size, size, 3] to features [n, d]; of feature
/// maps [n, c, h, w] the means over their places are taken.
/// </summary>
/// <param name="File">The model's file; weights outside it lie beside it.</param>
/// <param name="Size">The rows and columns of its input; 0: its own, or 224 where it takes any.</param>
/// <param name="Pixels">
/// The range that it takes pixels in, a name of <see cref="PixelRange"/>, or 01 for unit; empty: bytes where its input
/// is of bytes, else imagenet.
/// </param>
/// <param name="Output">
/// The output that is taken for features; empty: the first one, and a second one [n, classes] for logits.
/// </param>
/// <param name="Layout">Where its channels are.</param>
/// <param name="Threads">How many threads compute; 0: one a processor.</param>
/// <remarks>
/// Run by ONNX Runtime, for which a model is data. Its input is float, half, double or uint8; where its batch is fixed
/// it gets as many images at once, and where that is one its speed is nearly that of a free one.
/// </remarks>
/// <example>
/// <code>saddle metrics real/ fake/ --fid --extractor onnx:file=dinov2.onnx:size=224:pixels=imagenet</code>
/// </example>
[Entry(
    "onnx",
    "any network, as a model in ONNX",
    @"f(x) \in \mathbb{R}^d",
    "ONNX (onnx.ai), as torch.onnx.export and others write it")]
public sealed record OnnxFile(
    [Parameter("the model's file", IsPath = true)] string File = "",
    [Parameter("the rows and columns of its input; 0: its own", Min = 0, Max = 4096)] int Size = 0,
    [Parameter(
        "the range that it takes pixels in: bytes, unit (01), signed, shifted, imagenet, clip or caffe; "
        + "empty: bytes where its input is of bytes, else imagenet")]
    string Pixels = "",
    [Parameter("the output that is taken for features; empty: the first")] string Output = "",
    [Parameter("where its channels are")] OnnxLayout Layout = OnnxLayout.Auto,
    [Parameter("how many threads compute; 0: one a processor", Min = 0, Max = 1024)] int Threads = 0) : Extractor
{
    private const int UsualSize = 224;
    private const long MostNumbers = 1L << 28; // that go in at once: 1 GiB

    private static readonly Dictionary<string, PixelRange> Ranges = Enum.GetValues<PixelRange>()
        .Select(range => (Name: JsonNamingPolicy.KebabCaseLower.ConvertName($"{range}"), Range: range))
        .Append((Name: "01", Range: PixelRange.Unit))
        .ToDictionary(pair => pair.Name, pair => pair.Range, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override FeatureNetwork Open(ExtractorContext where)
    {
        ArgumentNullException.ThrowIfNull(where);
        if (File.Length == 0)
        {
            throw new SettingsException("onnx: the model's file is missing; expected --extractor onnx:file=FILE");
        }

        var asked = Pixels.Length == 0 ? (PixelRange?)null
            : Ranges.TryGetValue(Pixels, out var known) ? known
            : throw SettingsException.Unknown("a range of pixels (onnx:pixels)", Pixels, Ranges.Keys);
        var model = OnnxModel.Open(File, Layout, Threads, cancellation: where.Cancellation);
        try
        {
            var side = SideOf(model.Input);
            var outputs = OutputsOf(model);
            var pixels = asked ?? (model.Input.Kind == OnnxElement.Byte ? PixelRange.Bytes : PixelRange.Imagenet);
            return new(side, pixels, images => Made(model, images, side, outputs),
            [
                new("weights", Path.GetFileName(File)),
                new("weights_sha256", InputFile.Sha256Of(File)),
                new("output", outputs[0]),
                new("onnxruntime", OnnxRuntime.Version),
            ])
            {
                Owned = model,
            };
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>What a model makes of images.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">[n, 3, side, side], in the range that it takes.</param>
    /// <param name="side">Their rows and columns.</param>
    /// <param name="outputs">The output that is taken for features, and the one for logits, if any.</param>
    /// <exception cref="DataException">It gives something else than numbers for each image.</exception>
    private Activations Made(OnnxModel model, Tensor images, int side, string[] outputs)
    {
        var count = (int)images.Shape[0];
        var made = model.Run(images.To("cpu", DType.Float32).Elements<float>(), (count, side, side), outputs);
        var features = Features(made[0], count, outputs[0]);
        return made is [_, { Shape: [var classes] } logits]
            ? new(features, Tensor.From<float>(logits.Values, [count, classes]))
            : new(features);
    }

    private Tensor Features(OnnxOutput made, int count, string output)
    {
        var tensor = Tensor.From<float>(made.Values, [count, .. made.Shape]);
        return made.Shape switch
        {
            [_] => tensor,
            [_, _, _] => tensor.Mean([2, 3]),
            _ => throw new DataException(
                File,
                $"its output '{output}' is [n, {string.Join(", ", made.Shape)}]; expected features [n, d] or maps "
                + "[n, c, height, width]; another one is asked for by onnx:output=NAME"),
        };
    }

    private int SideOf(OnnxInput input)
    {
        var (height, width) = (input.Height ?? input.Width, input.Width ?? input.Height);
        var side = height != width
            ? throw new DataException(File, $"it takes images of {height} x {width}; expected as many rows as columns")
            : Size > 0 && height is { } own && own != Size
                ? throw new SettingsException($"onnx:size={Size}: {File} takes images of {own} x {own}")
                : height ?? (Size > 0 ? Size : UsualSize);
        return (long)side * side <= MostNumbers / (3L * (input.Batch ?? 1))
            ? side
            : throw new DataException(
                File,
                $"it takes {input.Batch ?? 1} images of {side} x {side} at once; "
                + $"expected at most {MostNumbers} numbers");
    }

    private string[] OutputsOf(OnnxModel model) => model.Outputs.Count == 0
        ? throw new DataException(File, "it gives nothing; expected features [n, d]")
        : Output.Length == 0
        ? [.. model.Outputs.Take(2)]
        : model.Outputs.Contains(Output, StringComparer.Ordinal)
            ? [Output]
            : throw SettingsException.Unknown($"an output of {File} (onnx:output)", Output, model.Outputs);
}
