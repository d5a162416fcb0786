using Saddle.Catalog;
using Saddle.Data;
using Saddle.Gans.Training;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>
/// A statistic of one value is that value, and what it normalises is a constant: training would go on without a word
/// and without learning. As PyTorch refuses: "Expected more than 1 value per channel when training".
/// </summary>
public sealed class OneValueTests
{
    private const string Dcgan = """
        data: {name: shapes, size: SIDE, grey: true}
        network: {name: dcgan, latent: 4, width: 2}
        rule: adam
        batch: BATCH
        """;

    private const string Packed = """
        data: {name: shapes, size: 32}
        generator: {name: resnet-wgan-gp, latent: 4, width: 2}
        discriminator: {name: dcgan, latent: 4, width: 2, norm: BATCH}
        rule: adam
        batch: 1
        """;

    private const string Dragan = """
        data: gaussians-1d
        network: {name: mlp, width: 4}
        regularisers: [{name: dragan}]
        rule: adam
        batch: BATCH
        """;

    [TorchTheory]
    [InlineData(Dcgan, "16", "1", "batch normalisation 'norm.0' of [1, 16, 1, 1] has one value a channel")]
    [InlineData(Dcgan, "16", "2", null)]
    [InlineData(Dcgan, "17", "1", null)]
    [InlineData(Packed, "", "batch", null)]
    [InlineData(Packed, "", "layer", null)]
    [InlineData(Dragan, "", "1", "dragan: a batch of one number has no standard deviation")]
    [InlineData(Dragan, "", "2", null)]
    public void A_batch_that_leaves_one_value_is_refused_before_the_first_update(
        string text, string side, string batch, string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        var configuration = Configuration.Read(
            text.Replace("SIDE", side, StringComparison.Ordinal).Replace("BATCH", batch, StringComparison.Ordinal),
            "c");
        using var scope = new Saddle.Torch.TensorScope();
        using var items = configuration.Items(new DataFolder("."));
        var game = configuration.Game(items);
        using var session = new Session(game, configuration.Rule, 1, 0);
        if (problem is null)
        {
            session.Advance();
            var norms = session.Diagnose().Where(f => f.Name.StartsWith("gradient-norm/", StringComparison.Ordinal));
            Assert.All(norms, norm => Assert.True(norm.Value > 0, norm.Name));
        }
        else
        {
            var refused = Assert.Throws<SettingsException>(() => session.Advance());
            Assert.StartsWith(problem, refused.Message, StringComparison.Ordinal);
            Assert.Contains("a larger batch", refused.Message, StringComparison.Ordinal);
        }
    }
}
