using Saddle.Catalog;
using Saddle.Gans.Networks;
using Saddle.Torch;

namespace Saddle.Gans.Conditions;

/// <summary>
/// Every batch normalisation of the generator has a scale and an offset a class: [classes, channels] each, in the place
/// of [channels]; of sentences linear maps of their vectors. The statistics are those of the whole batch, as ever.
/// </summary>
/// <remarks>
/// Dumoulin, Shlens, Kudlur 2017, arXiv:1610.07629, for instance normalisation; de Vries et al. 2017, arXiv:1707.00683;
/// in a GAN Miyato and Koyama 2018, arXiv:1802.05637. Scales begin at 1 and offsets at 0.
/// </remarks>
/// <example><code>conditioning: [conditional-batch-norm, projection]</code></example>
[Entry(
    "conditional-batch-norm",
    "a scale and an offset a class in the generator's batch normalisation",
    @"\gamma_y\,\frac{h - \mu}{\sqrt{\sigma^2 + \epsilon}} + \beta_y",
    "de Vries et al. 2017 (arXiv:1707.00683); Miyato and Koyama 2018 (arXiv:1802.05637)")]
public sealed record ConditionalBatchNorm : Conditioning
{
    /// <inheritdoc/>
    public override Layer Generator(Blueprint blueprint, Network network, Func<Network, Layer> build)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(build);
        var read = IsText(blueprint) ? blueprint.Sentences : null; // before the layers, whose names would be in its
        var (classes, places) = (read is null ? Classes(blueprint) : 0, 0);
        blueprint.Modulation = (name, channels, scale) =>
        {
            places++;
            if (read is not null)
            {
                return Mapped(blueprint, read, name, channels, scale);
            }

            var gamma = blueprint.Parameter($"{name}.weight", scale, classes, channels);
            var beta = blueprint.Parameter($"{name}.bias", Initial.Zero, classes, channels);
            return (pass, y) =>
            {
                var labels = pass.Asked(y);
                return (Of(pass[gamma], labels, y) * y) + Of(pass[beta], labels, y);
            };
        };
        var layer = build(network);
        blueprint.Modulation = null;
        return places > 0
            ? layer
            : throw new SettingsException(
                $"{Name}: the generator {Catalog<Network>.EntryOf(network).Name} has no batch normalisation; "
                + "expected another network, or concatenation");
    }

    // Begun where the usual scale and offset begin, whatever is said.
    private static Layer Mapped(
        Blueprint blueprint, SentenceEncoder read, string name, long channels, Initial scale)
    {
        var gamma = blueprint.Linear($"{name}.scale", read.Length, channels, Initial.Zero, scale);
        var beta = blueprint.Linear($"{name}.offset", read.Length, channels, Initial.Zero, Initial.Zero);
        return (pass, y) =>
        {
            var (said, places) = (read.Whole(pass, y), Enumerable.Repeat(1L, y.Shape.Length - 2));
            long[] shape = [y.Shape[0], channels, .. places];
            return (gamma(pass, said).Reshape(shape) * y) + beta(pass, said).Reshape(shape);
        };
    }

    private static Tensor Of(Tensor table, Tensor labels, Tensor y) => table.IndexSelect(0, labels)
        .Reshape([y.Shape[0], table.Shape[1], .. Enumerable.Repeat(1L, y.Shape.Length - 2)]);
}
