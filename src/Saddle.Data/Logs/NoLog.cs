using System.Text.RegularExpressions;
using Saddle.Data.Formats;

namespace Saddle.Data.Logs;

/// <summary>What is no log, and is taken for one by its place or name: a message says what it is.</summary>
internal sealed partial class NoLog : LogFormat
{
    private const string Checkpoint =
        "a PyTorch checkpoint; 'saddle import RUN --generator G.pt --discriminator D.pt' makes a run of such files";

    private const string Unpack = "unpack it, and name what is in it";

    // Zips are told by an entry's name, or its end. The first that matches counts.
    private static readonly (string End, string What)[] Zips =
    [
        ("/constants.pkl", "a TorchScript module; 'saddle import RUN --generator G.pt ...' takes such"),
        ("data.pkl", Checkpoint),
        ("models/model.json", "an archive of torch.export; 'saddle import RUN --generator G.pt2 ...' takes such"),
        ("serialized_exported_program.json", "an archive of torch.export; 'saddle import' takes newer ones"),
        ("model.weights.h5", "a network of Keras"),
        (".npy", "an archive of NumPy arrays (.npz)"),
        ("xl/workbook.xml", "a workbook of Excel; save the sheet as CSV"),
        ("word/document.xml", "a document of Word"),
    ];

    private static readonly (int At, byte[] Mark, string What)[] Marks =
    [
        (0, [0x89, .. "PNG\r\n\x1a\n"u8], "a picture (PNG)"),
        (0, [0xFF, 0xD8, 0xFF], "a picture (JPEG)"),
        (0, [.. "GIF8"u8], "a picture (GIF)"),
        (8, [.. "WEBP"u8], "a picture (WebP)"),
        (0, [.. "II*\0"u8], "a picture (TIFF)"),
        (0, [.. "MM\0*"u8], "a picture (TIFF)"),
        (4, [.. "ftyp"u8], "a video"),
        (0, [.. "%PDF-"u8], "a PDF document"),
        (0, [0x93, .. "NUMPY"u8], "a NumPy array (.npy)"),
        (0, [0x89, .. "HDF\r\n\x1a\n"u8], "an HDF5 file, such as Keras writes weights in"),
        (0, [.. "MATLAB 5.0 MAT-file"u8], "a file of MATLAB"),
        (0, [.. "PAR1"u8], "a Parquet table; write it as CSV: pandas.read_parquet(...).to_csv(...)"),
        (0, [.. "ARROW1"u8], "an Arrow or Feather table; write it as CSV: pandas.read_feather(...).to_csv(...)"),
        (257, [.. "ustar"u8], $"a tar archive; {Unpack}"),
        (0, [.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], $"a 7z archive; {Unpack}"),
        (0, [.. "Rar!"u8], $"a RAR archive; {Unpack}"),
        (0, [0xFD, .. "7zXZ"u8], "a file that xz compressed; unpack it"),
        (4, [.. "1AY&SY"u8], "a file that bzip2 compressed; unpack it"),
        (0, [0x28, 0xB5, 0x2F, 0xFD], "a file that zstd compressed; unpack it"),
        (0, [0x37, 0x7F, 0x06], "what SQLite writes beside a database; name the database itself"),
        (0, [0x7F, .. "ELF"u8], "a program"),
        (0, [.. "#!"u8], "a script"),
        (0, [.. "version https://git-lfs"u8], "a pointer of Git LFS; 'git lfs pull' fetches the file itself"),
    ];

    /// <inheritdoc/>
    public override string Name => "no log";

    /// <inheritdoc/>
    public override bool Recognises(LogSource source) => What(source) is not null;

    /// <inheritdoc/>
    public override IReadOnlyList<LoggedRun> Read(LogSource source) =>
        throw new DataException(source.Path, $"is no log of a training run but {What(source)}");

    private static string? What(LogSource source)
    {
        var head = source.Head;
        return head.StartsWith("PK\x3\x4"u8) ? InZip(source)
            : head is [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] ? "a picture (BMP)"
            : TorchFile.IsLegacy(head) ? Checkpoint
            : TensorBoardReader.IsRecords(head) ? "a data set of TensorFlow's (TFRecord)"
            : head is [0x80, >= 2 and <= 5, ..] ? "a pickle of Python's"
            : IsSafetensors(head) ? "a safetensors file; 'saddle import' takes such as the state of a network"
            : source.HeadText is { } text ? OfText(text) ?? Marked(head)
            : Marked(head);
    }

    private static string? Marked(ReadOnlySpan<byte> head)
    {
        foreach (var (at, mark, what) in Marks)
        {
            if (head.Length >= at + mark.Length && head[at..].StartsWith(mark))
            {
                return what;
            }
        }

        return null;
    }

    private static string InZip(LogSource source)
    {
        if (source.IsCompressed || source.IsPipe)
        {
            return $"a zip, compressed or through a pipe; {Unpack}";
        }

        using var zip = Zip.Open(source.Path);
        var names = zip.Entries.Select(e => e.FullName).ToList();
        var found = Array.Find(Zips, z => names.Exists(n => n.EndsWith(z.End, StringComparison.Ordinal)));
        return found.What ?? $"a zip of other files ({Excerpt.Of(names)}); {Unpack}";
    }

    private static bool IsSafetensors(ReadOnlySpan<byte> head) => head.Length > 10
        && head[8..].StartsWith("{\""u8)
        && head[4..8] is [0, 0, 0, 0]
        && head[..4] is not [0, 0, 0, 0];

    private static string? OfText(string text)
    {
        var lines = text.Split('\n').Take(300).Select(l => l.TrimEnd()).ToList();
        bool Has(string start) => lines.Exists(l => l.StartsWith(start, StringComparison.Ordinal));
        return text.TrimStart().StartsWith('<') && (Has("<!DOCTYPE html") || Has("<!doctype html") || Has("<html"))
                ? "a page of HTML"
            : text.StartsWith('{') && text.Contains("\"nbformat\"", StringComparison.Ordinal)
                || (text.StartsWith('{') && text.Contains("\"cell_type\"", StringComparison.Ordinal))
                ? "a notebook of Jupyter"
            : lines.Count(Python().IsMatch) >= 2
                ? "a Python program; run it, and name what it logs"
            : Has("network:") && Has("rule:") && (Has("data:") || Has("steps:"))
                ? "the configuration of a run of Saddle's; name the run's folder instead"
            : null;
    }

    [GeneratedRegex(@"^(import \w|from [\w.]+ import |def \w+\(|class \w+[(:])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Python();
}
