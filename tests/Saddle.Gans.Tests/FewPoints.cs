using Saddle.Catalog;
using Saddle.Data;

namespace Saddle.Gans.Tests;

/// <summary>Sixteen points: a training set that can be learnt by heart.</summary>
[Entry("few-points", "sixteen points on a spiral", @"x_k = r_k (\cos k, \sin k)", "made up for tests")]
public sealed record FewPoints : DataSet
{
    public override ItemKind Kind => ItemKind.Points;

    public override IReadOnlyList<int> Shape => [2];

    public override long? Count => 16;

    public override IItems Open(DataFolder where, ulong seed) => new Points();

    private sealed class Points : IItems
    {
        public IReadOnlyList<int> Shape => [2];

        public long? Count => 16;

        public void Read(long index, Span<float> item)
        {
            var (sin, cos) = MathF.SinCos(index);
            (item[0], item[1]) = ((0.5f + (0.1f * index)) * cos, (0.5f + (0.1f * index)) * sin);
        }

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
