using Saddle.Catalog;
using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Metrics.Extractors;

/// <summary>
/// Any network, as a TorchScript module: from images [n, 3, size, size] to features [n, d], and after them, if it has
/// them, logits [n, classes].
/// </summary>
/// <param name="File">The module's file.</param>
/// <param name="Size">The rows and columns of its input.</param>
/// <param name="Pixels">The range that it takes pixels in.</param>
/// <remarks>A module is a program: run only those whose origin you trust.</remarks>
[Entry(
    "torchscript",
    "any network, as a TorchScript module",
    @"f(x) \in \mathbb{R}^d",
    "torch.jit.save of PyTorch 1.13 or newer, no newer than the libtorch that reads it")]
public sealed record TorchScriptFile(
    [Parameter("the module's file", IsPath = true)] string File = "",
    [Parameter("the rows and columns of its input", Min = 1, Max = 4096)] int Size = 299,
    [Parameter("the range that it takes pixels in")] PixelRange Pixels = PixelRange.Shifted) : Extractor
{
    private const int EndLength = 22;

    /// <inheritdoc/>
    public override string? Warning => IsArchive(File)
        ? $"torchscript: {File} is a program, and runs with your rights: trust where it is from"
        : null;

    /// <inheritdoc/>
    public override FeatureNetwork Open(ExtractorContext where)
    {
        ArgumentNullException.ThrowIfNull(where);
        if (File.Length == 0)
        {
            throw new SettingsException(
                "torchscript: the module's file is missing; expected --extractor torchscript:file=FILE");
        }

        var sha256 = Weights.HashOf(File);
        var module = Load(where.Device);
        return new(Size, Pixels, Run, [new("weights", Path.GetFileName(File)), new("weights_sha256", sha256)]);

        Activations Run(Tensor images)
        {
            var outputs = Guard(() => module.Forward(images));
            var count = images.Shape[0];
            return outputs is [var features, ..] && features.Shape is [var n, ..] && n == count
                ? new(
                    features.Reshape(count, -1),
                    outputs is [_, { Shape: [var m, _] } logits, ..] && m == count ? logits : null)
                : throw new DataException(
                    File,
                    $"from images [{string.Join(", ", images.Shape)}] it makes "
                    + $"{(outputs is [var first, ..] ? $"[{string.Join(", ", first.Shape)}]" : "nothing")}; "
                    + $"expected features [{count}, d]");
        }
    }

    // What libtorch finds an archive by is in its last 64 KiB; of anything else nothing can run.
    private static bool IsArchive(string path)
    {
        if (!System.IO.File.Exists(path))
        {
            return false;
        }

        using var file = System.IO.File.OpenRead(path);
        var end = new byte[Math.Min(file.Length, ushort.MaxValue + EndLength)];
        file.Seek(-end.Length, SeekOrigin.End);
        file.ReadExactly(end);
        return end.AsSpan().IndexOf("PK\x5\x6"u8) >= 0;
    }

    private ScriptModule Load(string device) => Guard(() => new ScriptModule(File, device));

    private TResult Guard<TResult>(Func<TResult> run)
    {
        try
        {
            return run();
        }
        catch (TorchException failure)
        {
            throw new DataException(File, $"libtorch cannot run it ({failure.Reason})");
        }
    }
}
