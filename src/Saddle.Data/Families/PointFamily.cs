using Saddle.Scalars;

namespace Saddle.Data.Families;

/// <summary>Draws a point.</summary>
/// <param name="random">The point's own random numbers.</param>
/// <param name="point">The result, one number a coordinate.</param>
public delegate void PointLaw(Philox random, Span<double> point);

/// <summary>A distribution of points that are drawn one by one, without end: point n is a pure function of the seed and n.</summary>
public abstract record PointFamily : DataSet
{
    /// <inheritdoc/>
    public sealed override ItemKind Kind => ItemKind.Points;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<int> Shape => [Dimension];

    /// <summary>The number of coordinates.</summary>
    public virtual int Dimension => 2;

    /// <inheritdoc/>
    public sealed override IItems Open(DataFolder where, ulong seed) => this is Mixture mixture ? new Modes(mixture, seed) : new Points(this, seed);

    /// <summary>How a point is drawn; asked for once, when the family is opened.</summary>
    protected internal abstract PointLaw Law();

    private class Points(PointFamily family, ulong seed) : IItems
    {
        private readonly PointLaw _law = family.Law();

        public IReadOnlyList<int> Shape { get; } = [family.Dimension];

        public long? Count => null;

        public void Read(long index, Span<float> item)
        {
            Request.Check<float>(index, Count, item, family.Dimension);
            Span<double> point = stackalloc double[item.Length];
            _law(new Philox(seed, index, Purpose.Item), point);
            for (var i = 0; i < item.Length; i++)
            {
                item[i] = (float)point[i];
            }
        }

        public void Dispose()
        {
            // Nothing is held.
        }
    }

    private sealed class Modes(Mixture mixture, ulong seed) : Points(mixture, seed), IModes
    {
        public IReadOnlyList<double[]> Centres => mixture.Centres;

        public IReadOnlyList<double> Weights => mixture.Weights;

        public double StandardDeviation => mixture.Sd;
    }
}
