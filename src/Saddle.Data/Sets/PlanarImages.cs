using Saddle.Data.Formats;

namespace Saddle.Data.Sets;

/// <summary>Images of one size with their labels, whose values are stored a channel's plane after the other.</summary>
/// <param name="name">The files' name, for the images' names.</param>
/// <param name="parts">The values: each part holds whole images.</param>
/// <param name="labels">The label of each image.</param>
/// <param name="classes">The classes' names.</param>
/// <param name="byColumn">Whether a plane is stored column by column, not row by row.</param>
internal sealed class PlanarImages(
    string name,
    IReadOnlyList<Bytes> parts,
    byte[] labels,
    IReadOnlyList<string> classes,
    bool byColumn) : IImages, ILabelled
{
    private const int Side = 32;
    private const int Plane = Side * Side;

    private readonly long[] _starts = [.. parts.Select((_, i) => parts.Take(i).Sum(part => part.Length / (3 * Plane)))];

    public long Count => labels.Length;

    public IReadOnlyList<string> Classes => classes;

    public int Label(long index) => labels[index];

    public Image Read(long index)
    {
        Request.Check(index, Count);
        var at = Array.BinarySearch(_starts, index);
        var part = at >= 0 ? at : ~at - 1;
        Span<byte> planes = stackalloc byte[3 * Plane];
        parts[part].Read((index - _starts[part]) * planes.Length, planes);
        var pixels = new byte[planes.Length];
        for (var pixel = 0; pixel < Plane; pixel++)
        {
            var from = byColumn ? (pixel % Side * Side) + (pixel / Side) : pixel;
            for (var channel = 0; channel < 3; channel++)
            {
                pixels[(3 * pixel) + channel] = planes[from + (channel * Plane)];
            }
        }

        return new(Side, Side, 3, pixels, FormattableString.Invariant($"{name} item {index}"));
    }

    public void Dispose()
    {
        foreach (var part in parts)
        {
            part.Dispose();
        }
    }
}
