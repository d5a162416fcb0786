using Saddle.Catalog;
using Saddle.Data.Formats;

namespace Saddle.Data.Sets;

/// <summary>
/// The points of a file, as <c>saddle sample</c> and numpy write them: a training set of as many points as the file
/// has.
/// </summary>
[Entry(
    "points",
    "the points of a .npy file, [n, d]",
    @"x \in \{x_1, \dots, x_n\} \subset \mathbb{R}^d",
    "numpy's format (numpy.lib.format)")]
public sealed record PointFile : StoredDataSet
{
    /// <inheritdoc/>
    public override ItemKind Kind => ItemKind.Points;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Shape => [2];

    /// <inheritdoc/>
    public override string HowToGet => "say where it lies with path=FILE";

    /// <inheritdoc/>
    public override bool IsPresent(DataFolder where) => File.Exists(Location(where));

    /// <inheritdoc/>
    public override IItems Open(DataFolder where, ulong seed)
    {
        if (!IsPresent(where))
        {
            throw NotFound(where, "a .npy file");
        }

        var location = Location(where);
        using var stream = InputFile.Open(location);
        var reader = new NpyReader(stream, location, stream.Length);
        if (reader.Shape is not [> 0, > 0 and <= int.MaxValue] || reader.FortranOrder)
        {
            var order = reader.FortranOrder ? " by columns" : string.Empty;
            throw new DataException(
                location, $"its numbers are [{Excerpt.Of(reader.Shape)}]{order}; expected [n, d] by rows");
        }

        var values = new float[reader.Count];
        reader.Read<float>(values);
        return Array.TrueForAll(values, float.IsFinite)
            ? new Points(values, (int)reader.Shape[1])
            : throw new DataException(location, "a coordinate is NaN or infinite");
    }

    private sealed class Points(float[] values, int dimension) : IItems
    {
        public IReadOnlyList<int> Shape { get; } = [dimension];

        public long? Count => values.Length / dimension;

        public void Read(long index, Span<float> item)
        {
            Request.Check<float>(index, Count, item, dimension);
            values.AsSpan((int)index * dimension, dimension).CopyTo(item);
        }

        public void Dispose()
        {
            // The file was read whole.
        }
    }
}
