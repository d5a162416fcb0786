using Saddle.Catalog;
using Saddle.Gans.Networks;

namespace Saddle.Gans.Conditions;

/// <summary>The discriminator adds to its score a number of the class, which is learnt.</summary>
[Entry("class-offset", "an offset a class in the discriminator's score", @"f(x, y) = f(x) + b_y", "textbook")]
public sealed record ClassOffset : Conditioning
{
    /// <inheritdoc/>
    public override Layer Discriminator(
        Blueprint blueprint, IReadOnlyList<int> item, Func<IReadOnlyList<int>, Layer> build)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        ArgumentNullException.ThrowIfNull(build);
        var layer = build(item);
        var offset = blueprint.Parameter("class.offset", Initial.Zero, Classes(blueprint), 1);
        return (pass, x) => layer(pass, x) + pass[offset].IndexSelect(0, pass.Asked(x));
    }
}
