using System.Text;
using Saddle.Data.Formats;
using Saddle.Data.Images;

namespace Saddle.Data.Sets;

/// <summary>
/// The images of a Parquet file, a row each, in the rows' order: of a column that is a group of <c>bytes</c> and
/// perhaps <c>path</c>, as Hugging Face's data sets have it, or else of a column of bytes. Rows without an image, or
/// with bytes that are none which is read, are left out and counted.
/// </summary>
/// <remarks>
/// Pages are unpacked one after another when the file is opened, and the images' files put into a file that goes when
/// this is closed: then any of them is read in any order at once, whatever lies around it, and damage anywhere is found
/// before anything is computed.
/// </remarks>
internal class ParquetImages : IImages, IImageFiles, ILeaveOut
{
    private const int NoImage = -2;
    private const int MostRows = 1 << 27;
    private const int BytesOfRow = 16; // in memory
    private const string Format = "Parquet file";

    private readonly string _path;
    private readonly Bytes _files;
    private readonly Rows _rows;

    private ParquetImages(string path, Bytes files, Rows rows)
    {
        (_path, _files, _rows) = (path, files, rows);
        LeftOut = rows.LeftOut(path);
    }

    /// <inheritdoc/>
    public long Count => _rows.Kept.Count;

    /// <inheritdoc/>
    public string? LeftOut { get; }

    /// <summary>Whether bytes begin as a Parquet file does.</summary>
    /// <param name="beginning">The first 512.</param>
    public static bool Is(ReadOnlySpan<byte> beginning) => beginning.StartsWith(ParquetFooter.Mark);

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">
    /// It is damaged, it has no column of images or several, or there is no image in it.
    /// </exception>
    public static ParquetImages Open(string path)
    {
        using var file = Bytes.FromFile(path);
        var scratch = Damage.Guard(path, Format, ScratchFile.Empty);
        try
        {
            var rows = Damage.Guard(path, Format, () => Unpacked(file, path, scratch));
            return rows.Kept.Count == 0
                ? throw new DataException(
                    path,
                    FormattableString.Invariant($"none of its {rows.Images.Count} rows has an image; ")
                    + $"expected {ImageDecoder.Kinds}")
                : rows.Classes is { } classes
                    ? new Labelled(path, Bytes.Of(scratch), rows, classes.Names)
                    : new ParquetImages(path, Bytes.Of(scratch), rows);
        }
        catch
        {
            scratch.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Image Read(long index)
    {
        var bytes = ReadBytes(index);
        return ImageDecoder.Decode(bytes, Name(index));
    }

    /// <inheritdoc/>
    public byte[] ReadBytes(long index)
    {
        Request.Check(index, Count);
        var value = _rows.Values[_rows.Images[_rows.Kept[(int)index]]];
        return value.Length <= NamedImages.MaxLength
            ? Stored(value)
            : throw new DataException(Name(index), FormattableString.Invariant(
                $"it has {value.Length} bytes, where at most {NamedImages.MaxLength} are expected"));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _files.Dispose();
        GC.SuppressFinalize(this);
    }

    private string Name(long index)
    {
        var row = _rows.Kept[(int)index];
        var name = FormattableString.Invariant($"{_path}:row {row}");
        return _rows.Paths.Count > 0 && _rows.Paths[row] >= 0
            ? $"{name} ({Excerpt.Of(Encoding.UTF8.GetString(Stored(_rows.Values[_rows.Paths[row]])))})"
            : name;
    }

    private byte[] Stored((long Offset, int Length) value)
    {
        var bytes = new byte[value.Length];
        _files.Read(value.Offset, bytes);
        return bytes;
    }

    private static Rows Unpacked(Bytes file, string path, FileStream scratch)
    {
        var footer = ParquetFooter.Read(file);
        var (image, name) = Columns(footer, path);
        var most = Math.Min(MostRows, (Compression.Free + (8 * file.Length)) / BytesOfRow);
        if (footer.Rows > most)
        {
            throw new DataException(path, FormattableString.Invariant(
                $"it claims {footer.Rows} rows in {file.Length} bytes, where at most {most} are allowed"));
        }

        var rows = new Rows(ParquetClasses.Of(footer));
        var unpacking = new Unpacking(path, file.Length);
        Read(image, rows.Images, bytes => ImageDecoder.Is(bytes) ? rows.Store(scratch, bytes) : NoImage);
        if (name is not null)
        {
            Read(name, rows.Paths, bytes => rows.Store(scratch, bytes));
        }

        if (rows.Classes is { } classes)
        {
            Read(classes.Column, rows.Labels, classes.Label);
        }

        rows.Choose(path);
        return rows;

        void Read(ParquetField column, List<int> into, ParquetColumn.Take take)
        {
            var reader = new ParquetColumn(file, path, column, unpacking);
            foreach (var chunk in footer.Chunks(column))
            {
                reader.Read(chunk, take, into);
            }
        }
    }

    // The images' bytes, and their names where there are any.
    private static (ParquetField Image, ParquetField? Name) Columns(ParquetFooter footer, string path)
    {
        var groups = footer.Columns.Where(column => Child(column, "bytes") is { IsText: false }).ToList();
        var images = groups.Count > 0
            ? groups
            : [.. footer.Columns.Where(c => c is { Type: ParquetType.Binary, IsText: false, IsRepeated: false })];
        return images switch
        {
            [{ Type: ParquetType.Group } group] => (Child(group, "bytes")!, Child(group, "path")),
            [var column] => (column, null),
            _ => throw new DataException(
                path,
                $"{(images.Count == 0 ? "no column" : "more than one column")} of images among "
                + $"{Excerpt.Of(footer.Columns)}; expected one that is a group of bytes and path, or else binary"),
        };
    }

    private static ParquetField? Child(ParquetField group, string name) => group.Children.FirstOrDefault(
        child => child.Name == name && child is { Type: ParquetType.Binary, IsRepeated: false });

    private sealed class Labelled(string path, Bytes files, Rows rows, IReadOnlyList<string> classes)
        : ParquetImages(path, files, rows), ILabelled
    {
        public IReadOnlyList<string> Classes => classes;

        public int Label(long index) => _rows.Labels[_rows.Kept[(int)index]];
    }

    /// <summary>What the rows hold, each by the number of its value.</summary>
    /// <param name="classes">Their classes; null where there are none.</param>
    private sealed class Rows(ParquetClasses? classes)
    {
        public List<int> Images { get; } = [];

        public List<int> Paths { get; } = [];

        public List<int> Labels { get; } = [];

        public List<(long Offset, int Length)> Values { get; } = [];

        /// <summary>The rows that have an image.</summary>
        public List<int> Kept { get; } = [];

        /// <summary>Null as well where no row has a label, as in parts for tests.</summary>
        public ParquetClasses? Classes { get; private set; } = classes;

        public int Store(FileStream scratch, ReadOnlySpan<byte> bytes)
        {
            Values.Add((scratch.Position, bytes.Length));
            scratch.Write(bytes);
            return Values.Count - 1;
        }

        public void Choose(string path)
        {
            for (var row = 0; row < Images.Count; row++)
            {
                if (Images[row] >= 0)
                {
                    Kept.Add(row);
                }
            }

            if (Classes is null || Kept.TrueForAll(row => Labels[row] == ParquetClasses.None))
            {
                Classes = null;
                return;
            }

            var wrong = Kept.FindIndex(row => Labels[row] < 0);
            if (wrong >= 0)
            {
                throw new DataException(path, FormattableString.Invariant(
                    $"row {Kept[wrong]} has no {Excerpt.Of(Classes.Column.Name)} of 0 to {Classes.Names.Count - 1}"));
            }
        }

        public string? LeftOut(string path)
        {
            List<string> parts =
            [
                .. Counted(ParquetColumn.Missing, "without an image"),
                .. Counted(NoImage, $"whose bytes are no image that is read ({ImageDecoder.Kinds})"),
            ];
            return parts.Count == 0 ? null
                : FormattableString.Invariant($"{path}: left out {Images.Count - Kept.Count} of {Images.Count} rows: ")
                    + string.Join(", ", parts);
        }

        private IEnumerable<string> Counted(int what, string words)
        {
            var count = Images.Count(image => image == what);
            return count == 0 ? [] :
                [FormattableString.Invariant($"{count} {words}, such as row {Images.IndexOf(what)}")];
        }
    }
}
