using System.Collections.Concurrent;
using Saddle.Torch.Tests;

namespace Saddle.Papers.Tests;

/// <summary>Runs of networks are made once, and what goes wrong in one is told as it is.</summary>
public sealed class NetworksTests
{
    private static readonly string[] Kinds = ["plain", "regularised"];

    [TorchFact]
    public void What_is_kept_is_not_made_again()
    {
        var shares = new Shares();
        var setting = new ClaimSetting(Full: false, Seed: 1, CancellationToken.None) { Progress = shares };
        var made = 0;
        IReadOnlyList<IReadOnlyList<string>> Measure(ClaimSetting how) =>
            Networks.Each("test", Kinds, 3, how, (kind, seed) =>
            {
                Interlocked.Increment(ref made);
                return FormattableString.Invariant($"{kind} {seed}");
            });

        IReadOnlyList<IReadOnlyList<string>> expected =
            [["plain 0", "plain 1", "plain 2"], ["regularised 0", "regularised 1", "regularised 2"]];
        Assert.Equal(expected, Measure(setting));
        Assert.Equal(6, made);
        Assert.Equal([1 / 6.0, 2 / 6.0, 3 / 6.0, 4 / 6.0, 5 / 6.0, 1], shares.Told.Order());
        Assert.Equal(expected, Measure(setting));
        Assert.Equal(6, made);
        _ = Measure(setting with { Seed = 2 });
        _ = Measure(setting with { Full = true });
        Assert.Equal(18, made);
    }

    [TorchFact]
    public void What_fails_says_so_by_its_own_kind_and_leaves_what_is_finished()
    {
        var setting = new ClaimSetting(Full: false, Seed: 1, CancellationToken.None);
        IReadOnlyList<int> Measure(Func<int, int> run) => Networks.Each("test", 8, setting, run);
        static int FifthIsGone(int i) => i == 5 ? throw new MissingComponentException("gone") : i;
        Assert.Throws<MissingComponentException>(() => Measure(FifthIsGone));
        var again = 0;
        Assert.Equal(Enumerable.Range(0, 8), Measure(i =>
        {
            Interlocked.Increment(ref again);
            return i;
        }));
        Assert.InRange(again, 1, 7);
    }

    private sealed class Shares : IProgress<double>
    {
        public ConcurrentBag<double> Told { get; } = [];

        public void Report(double value) => Told.Add(value);
    }
}
