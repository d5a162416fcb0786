using Saddle.Gans.Tests.States;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests.References;

/// <summary>
/// Pairs that PyTorch saved, as TorchScript and as archives of torch.export, against what PyTorch computes for them.
/// </summary>
public sealed class ReferencePairTests : IDisposable
{
    // Relative to PyTorch 2.13 the gradient of G of this pair, in training mode, is off by 1.0e-4; and PyTorch 1.13's
    // own of the same traced module is too. In double precision, unit 97,348 of the discriminator's second leaky
    // rectifier is given 9.7e-8: 2.13's rounding took it for negative. With that one unit's slope turned around, the
    // gradient in double precision is within 2.3e-5 of 2.13's; as it is, within 2.7e-5 of 1.13's and ours.
    private const string Kinked = "odd-pairs/pictures";
    private const double AtKink = 1.2e-4;

    // One step of Adam, from PyTorch's own gradients.
    private const double AfterAdam = 1e-6;

    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;

    public static TheoryData<string, string, string> Own => Pairs(Figures.Folder);

    public static TheoryData<string, string, string> Others =>
        Pairs(Path.Combine(ReferenceFactAttribute.Folder, "networks"));

    public void Dispose() => _scope?.Dispose();

    [TorchTheory]
    [MemberData(nameof(Own))]
    public void Own_pairs_compute_what_PyTorch_computes(string folder, string form, string mode) =>
        Compare(folder, form, mode);

    [ReferenceTheory]
    [MemberData(nameof(Others))]
    public void Pairs_of_a_folder_compute_what_PyTorch_computes(string folder, string form, string mode) =>
        Compare(folder, form, mode);

    private static void Compare(string folder, string form, string mode)
    {
        var pair = new ReferencePair(folder, form, mode);
        if (pair.WhyNot is { } why)
        {
            var failure = Assert.ThrowsAny<Exception>(() => pair.Check());
            Assert.Contains(why, failure.Message, StringComparison.Ordinal);
            return;
        }

        var (found, tolerance) = pair.Check();
        Assert.NotEmpty(found);
        Assert.All(found, f => Assert.True(f.Difference <= Bound(f.Name), $"{f.Name}: {f.Difference:g3}"));

        double Bound(string name) => name switch
        {
            "grad_g" when mode == "train" && folder.EndsWith(Kinked, StringComparison.Ordinal) => AtKink,
            "after_g" or "after_d" => Math.Min(tolerance, AfterAdam),
            _ => tolerance,
        };
    }

    private static TheoryData<string, string, string> Pairs(string root)
    {
        var data = new TheoryData<string, string, string>();
        foreach (var (folder, form, mode) in Directory.Exists(root) ? ReferencePair.In(root) : [])
        {
            if (!new ReferencePair(folder, form, mode).IsGame)
            {
                data.Add(folder, form, mode);
            }
        }

        return data;
    }
}
