using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>
/// Archives of torch.export against what PyTorch computes for them: those in tests/data/networks/exported, and all of a
/// folder that SADDLE_REFERENCES names.
/// </summary>
public sealed class ExportedReferenceTests : IDisposable
{
    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var folder in Folders().Order(StringComparer.Ordinal))
            {
                foreach (var mode in (string[])["eval", "train"])
                {
                    if (File.Exists(Path.Combine(folder, $"G.{mode}.pt2"))
                        && File.Exists(Path.Combine(folder, $"D.{mode}.pt2")))
                    {
                        data.Add(folder, mode);
                    }
                }
            }

            return data;
        }
    }

    public void Dispose() => _scope?.Dispose();

    [TorchTheory]
    [MemberData(nameof(Pairs))]
    public void Outputs_losses_and_gradients_are_PyTorchs(string folder, string mode)
    {
        using var pair = new ExportedPair(folder, mode);
        Assert.Empty(pair.Differences());
        Assert.True(pair.Modes.Generator is null || pair.Modes.Generator == (mode == "train"));
        Assert.True(pair.Modes.Discriminator is null || pair.Modes.Discriminator == (mode == "train"));
    }

    [TorchTheory]
    [MemberData(nameof(Pairs))]
    public void In_double_precision_nothing_is_rounded_to_single(string folder, string mode)
    {
        using var pair = new ExportedPair(folder, mode);
        Assert.InRange(pair.SlopeError(), 0, 1e-3);
    }

    private static IEnumerable<string> Folders() => Roots().SelectMany(root =>
        Directory.EnumerateFiles(root, "expected.npz", SearchOption.AllDirectories)
            .Select(file => Path.GetDirectoryName(file)!));

    private static IEnumerable<string> Roots()
    {
        yield return Path.Combine(Figures.Folder, "exported");
        if (Environment.GetEnvironmentVariable("SADDLE_REFERENCES") is { Length: > 0 } references)
        {
            yield return Path.Combine(references, "networks");
        }
    }
}
