using Saddle.Catalog;
using Saddle.Data.Formats;

namespace Saddle.Data.Sets;

/// <summary>
/// Small photographs of ten classes: 50,000 + 10,000 colour images of 32x32. Read from the binary or the Python
/// version, unpacked or as .tar.gz; held in memory.
/// </summary>
/// <param name="Split">The part of the data set.</param>
[Entry(
    "cifar10",
    "small photographs of ten classes, colour, 32x32",
    @"x \in [-1, 1]^{3 \times 32 \times 32}",
    "Krizhevsky 2009; https://www.cs.toronto.edu/~kriz/cifar.html")]
public sealed record Cifar10(
    [Parameter("the part of the data set")] Split Split = Split.Train) : ImageSet
{
    // A batch of 10,000 images has 31 MB in either version.
    private const long MaxBatch = 32 << 20;

    private static readonly string[] Classes =
    [
        "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
    ];

    /// <inheritdoc/>
    public override DataSet? HeldOut => Split == Split.Test ? null : this with { Split = Split.Test };

    /// <inheritdoc/>
    public override IReadOnlyList<int> Shape => [3, 32, 32];

    /// <inheritdoc/>
    public override long? Count => Split == Split.Train ? 50_000 : 10_000;

    /// <inheritdoc/>
    public override IReadOnlyList<Download> Downloads =>
    [
        new(
            "cifar-10-binary.tar.gz",
            new Uri("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
            "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"),
    ];

    private IReadOnlyList<string> Batches =>
        Split == Split.Train
            ? [.. Enumerable.Range(1, 5).Select(i => FormattableString.Invariant($"data_batch_{i}"))]
            : ["test_batch"];

    /// <inheritdoc/>
    public override bool IsPresent(DataFolder where) => FindFirst(where) is not null;

    /// <inheritdoc/>
    public override IImages OpenImages(DataFolder where, ulong seed)
    {
        var first = FindFirst(where)
            ?? throw NotFound(
                where, $"{Batches[0]}.bin, {Batches[0]}, cifar-10-binary.tar.gz or cifar-10-python.tar.gz");
        var batches = first.EndsWith(".tar.gz", StringComparison.Ordinal) ? FromArchive(first) : FromFolder(first);
        return Join(Name, batches);
    }

    /// <summary>Opens one batch.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isBinary">Whether it is of the binary version, not of Python's.</param>
    /// <exception cref="DataException">It is damaged.</exception>
    internal static IImages OpenBatch(string path, bool isBinary) => Join(path, [FromFile(path, isBinary)]);

    private static PlanarImages Join(string name, List<CifarBatch> batches) => new(
        name,
        [.. batches.Select(b => Bytes.FromStream(new MemoryStream(b.Pixels), b.Pixels.Length))],
        [.. batches.SelectMany(b => b.Labels)],
        Classes,
        byColumn: false);

    private string? FindFirst(DataFolder where) => Find(
        where,
        ((string[])["", "cifar-10-batches-bin/"]).Select(folder => $"{folder}{Batches[0]}.bin")
            .Concat(((string[])["", "cifar-10-batches-py/"]).Select(folder => folder + Batches[0]))
            .Concat(["cifar-10-binary.tar.gz", "cifar-10-python.tar.gz"]));

    private List<CifarBatch> FromFolder(string first)
    {
        var isBinary = first.EndsWith(".bin", StringComparison.Ordinal);
        var folder = System.IO.Path.GetDirectoryName(first)!;
        var suffix = isBinary ? ".bin" : string.Empty;
        return [.. Batches.Select(name => FromFile(System.IO.Path.Combine(folder, name + suffix), isBinary))];
    }

    private static CifarBatch FromFile(string path, bool isBinary) => File.Exists(path)
        ? FromBytes(InputFile.ReadAll(path, MaxBatch), path, isBinary)
        : throw new DataException(path, "this batch is missing, beside others of CIFAR-10");

    private List<CifarBatch> FromArchive(string path)
    {
        var files = Tar.Read(
            path,
            name => Batches.Contains(System.IO.Path.GetFileNameWithoutExtension(name), StringComparer.Ordinal),
            MaxBatch);
        return
        [
            .. Batches.Select(batch => files
                .Where(file => System.IO.Path.GetFileNameWithoutExtension(file.Key) == batch)
                .Select(file => FromBytes(file.Value, $"{path}, {file.Key}", IsBinary(file.Key)))
                .FirstOrDefault()
                ?? throw new DataException(path, $"{batch} is missing in the archive")),
        ];
    }

    private static bool IsBinary(string name) => name.EndsWith(".bin", StringComparison.Ordinal);

    private static CifarBatch FromBytes(byte[] bytes, string name, bool isBinary) =>
        isBinary ? CifarBatch.FromBinary(bytes, name) : CifarBatch.FromPickle(bytes, name);
}
