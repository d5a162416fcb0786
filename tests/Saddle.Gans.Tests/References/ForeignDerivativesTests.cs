using Saddle.Catalog;
using Saddle.Games;
using Saddle.Gans.Networks.Foreign;
using Saddle.Gans.Networks.Foreign.Checking;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests.References;

/// <summary>
/// What the trial of a TorchScript module's derivatives says: modules of derivatives/make.py, which are differentiated
/// well, badly or not at all; and pairs whose gradients other tests hold to PyTorch's.
/// </summary>
public sealed class ForeignDerivativesTests
{
    private static readonly string Folder = Path.Combine(Figures.Folder, "torchscript");

    [TorchTheory]
    [InlineData("rectifier")]
    [InlineData("single-within")]
    public void A_module_that_is_differentiated_well_is_passed_without_a_word(string name) => Assert.Empty(Check(name));

    [TorchTheory]
    [InlineData("double/D.traced.train.pt", 2)]
    [InlineData("double/G.scripted.pt", 2)]
    [InlineData("labels/D.traced.eval.pt", 2)]
    [InlineData("labels/G.traced.eval.pt", 8)]
    public void So_are_pairs_of_PyTorchs(string file, int length)
    {
        var network = ForeignFile.NetworkOf(Path.Combine(Folder, file)) with { Classes = 4 };
        var player = file.Contains("/G.", StringComparison.Ordinal) ? Player.Generator : Player.Discriminator;
        using var module = network.Open(player);
        Assert.Empty(ForeignDerivatives.Check(network, player, module, [length]));
    }

    [TorchFact]
    public void What_is_kept_out_of_differentiation_is_a_note_and_no_failure() =>
        Assert.Contains("no_grad", Assert.Single(Check("power-iteration")), StringComparison.Ordinal);

    [TorchFact]
    public void Without_a_second_derivative_it_is_said_what_cannot_be_had() =>
        Assert.Contains("no R1", Assert.Single(Check("once")), StringComparison.Ordinal);

    [TorchFact]
    public void Another_gradient_on_the_third_call_is_refused()
    {
        var failure = Assert.Throws<SettingsException>(() => Check("another-each-call"));
        Assert.Contains("its gradient on call 3 is not the first call's", failure.Message, StringComparison.Ordinal);
        Assert.Contains("torch.export", failure.Message, StringComparison.Ordinal);
    }

    [TorchFact]
    public void A_gradient_that_is_no_slope_is_refused_with_both()
    {
        var failure = Assert.Throws<SettingsException>(() => Check("steps"));
        Assert.Contains("along a direction in which differences give 0:", failure.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Check(string name)
    {
        var network = ForeignFile.NetworkOf(Path.Combine(Folder, "derivatives", $"{name}.pt"));
        using var module = network.Open(Player.Discriminator);
        return ForeignDerivatives.Check(network, Player.Discriminator, module, [2]);
    }
}
