using Saddle.Scalars;

namespace Saddle.Data.Families;

/// <summary>
/// A distribution of points that are drawn one by one, without end: point n is a pure function of the seed and n.
/// </summary>
public abstract record PointFamily : DataSet
{
    /// <summary>Draws a point.</summary>
    /// <param name="random">The point's own random numbers.</param>
    /// <param name="point">The result, one number a coordinate.</param>
    protected delegate void Drawing(Philox random, Span<double> point);

    /// <inheritdoc/>
    public sealed override ItemKind Kind => ItemKind.Points;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<int> Shape => [Dimension];

    /// <summary>The number of coordinates.</summary>
    public virtual int Dimension => 2;

    /// <inheritdoc/>
    public override IItems Open(DataFolder where, ulong seed) => new Points(Dimension, Draw, seed);

    /// <summary>Draws a point.</summary>
    /// <param name="random">The point's own random numbers.</param>
    /// <param name="point">The result, one number a coordinate.</param>
    protected abstract void Draw(Philox random, Span<double> point);

    /// <summary>The points of a family.</summary>
    private protected class Points(int dimension, Drawing draw, ulong seed) : IItems
    {
        public IReadOnlyList<int> Shape { get; } = [dimension];

        public long? Count => null;

        public void Read(long index, Span<float> item)
        {
            Request.Check<float>(index, Count, item, dimension);
            Span<double> point = stackalloc double[item.Length];
            draw(Random(index), point);
            for (var i = 0; i < item.Length; i++)
            {
                item[i] = (float)point[i];
            }
        }

        // A point's own random numbers.
        protected Philox Random(long index) => new(seed, index, Purpose.Item);

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
