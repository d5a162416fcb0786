using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Torch;

namespace Saddle.Metrics.Extractors;

/// <summary>
/// Any network, as a TorchScript module: from images [n, 3, size, size] to features [n, d], and after them, if it has
/// them, logits [n, classes].
/// </summary>
/// <param name="File">The module's file.</param>
/// <param name="Size">The rows and columns of its input.</param>
/// <param name="Pixels">The range that it takes pixels in.</param>
/// <param name="Seconds">The most processor time for a batch; 0: as the file's size allows.</param>
/// <param name="Memory">The most memory, in MiB; 0: as the sizes of the file and of a batch allow.</param>
/// <remarks>
/// A module is a program, and runs in a process of its own, which can hardly do harm: <see cref="ConfinedModule"/>. Its
/// limits do not change what it makes.
/// </remarks>
[Entry(
    "torchscript",
    "any network, as a TorchScript module",
    @"f(x) \in \mathbb{R}^d",
    "torch.jit.save of PyTorch 1.13 or newer, no newer than the libtorch that reads it")]
public sealed record TorchScriptFile(
    [Parameter("the module's file", IsPath = true)] string File = "",
    [Parameter("the rows and columns of its input", Min = 1, Max = 4096)] int Size = 299,
    [Parameter("the range that it takes pixels in")] PixelRange Pixels = PixelRange.Shifted,
    [Parameter("the most processor time for a batch, in seconds; 0: as the file's size allows", Min = 0, Max = 86400)]
    int Seconds = 0,
    [Parameter("the most memory, in MiB; 0: as the sizes of file and images allow", Min = 0, Max = 1 << 24)]
    int Memory = 0) : Extractor, INamesProgram
{
    // A network's work on an image grows with its weights, and its memory with both: what honest ones need several
    // times over, and what a program of some kilobytes that never ends is stopped at soon.
    private const double SecondsAtLeast = 10;
    private const double SecondsPerImageAndMebibyte = 0.02;
    private const long MemoryAtLeast = 512;
    private const long MemoryPerByte = 16;
    private const long Mebibyte = 1 << 20;
    private const int Batch = 32;
    private const int EndLength = 22;

    /// <inheritdoc/>
    public string Program => File;

    /// <inheritdoc/>
    public override string? Warning => IsArchive(File)
        ? $"torchscript: {File} is a program; it runs in a process of its own, without network, files and much memory"
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

        var sha256 = InputFile.Sha256Of(File);
        var length = new FileInfo(File).Length;
        var module = Guard(() => new ConfinedModule(File, where.Device, MemoryFor(length), TimeFor(length, Batch)));
        return new(Size, Pixels, Run, [new("weights", Path.GetFileName(File)), new("weights_sha256", sha256)])
        {
            Owned = module,
        };

        Activations Run(Tensor images)
        {
            var count = images.Shape[0];
            var outputs = Guard(() => module.Forward(images, TimeFor(length, count)));
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

        using var file = InputFile.Open(path);
        var end = new byte[Math.Min(file.Length, ushort.MaxValue + EndLength)];
        file.Seek(-end.Length, SeekOrigin.End);
        file.ReadExactly(end);
        return end.AsSpan().IndexOf("PK\x5\x6"u8) >= 0;
    }

    private TimeSpan TimeFor(long length, long images) => TimeSpan.FromSeconds(
        Seconds > 0 ? Seconds : SecondsAtLeast + (SecondsPerImageAndMebibyte * images * length / Mebibyte));

    private long MemoryFor(long length) => Memory > 0
        ? Memory * Mebibyte
        : (MemoryAtLeast * Mebibyte) + (MemoryPerByte * (length + (Batch * 3L * Size * Size * sizeof(float))));

    private TResult Guard<TResult>(Func<TResult> run)
    {
        try
        {
            return run();
        }
        catch (TorchException failure)
        {
            var more = failure.IsOutOfMemory ? "; torchscript:memory=MIB allows more"
                : failure.IsOutOfTime ? "; torchscript:seconds=N allows more"
                : string.Empty;
            throw new DataException(File, $"libtorch cannot run it ({failure.Reason}{more})");
        }
    }
}
