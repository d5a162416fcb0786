using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Metrics.Reading;

/// <summary>Points, which are their own features.</summary>
internal sealed class PointSource(string name, IItems items) : Source(name, items)
{
    public override string Features => "coordinates";

    public override Side Read(Extraction how)
    {
        var (count, width) = (how.Taken(items.Count), items.Shape.Aggregate(1, (product, length) => product * length));
        var order = items.Count > count ? new Shuffle(how.Seed, items.Count.Value) : null;
        var values = new float[count * width];
        for (var i = 0; i < count; i++)
        {
            items.Read(order?.At(0, i) ?? i, values.AsSpan(i * width, width));
        }

        return Side.From(Name, Tensor.From<float>(values, [count, width])) with { Modes = items as IModes };
    }
}
