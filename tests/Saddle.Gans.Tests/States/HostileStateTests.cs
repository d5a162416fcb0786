using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Data.Tests.Hostile;
using Saddle.Games;
using Saddle.Gans.Networks.Foreign.States;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests.States;

/// <summary>State files that are made to hurt are read or refused in one short line, in little memory.</summary>
public sealed class HostileStateTests
{
    private const long MostBytes = 1L << 30;
    private const int MostCharacters = 4000;

    private static readonly Dictionary<string, HostileFile> Files = HostileTorch.All()
        .Where(file => file.Reader == HostileTorch.Reader)
        .Concat(Names())
        .ToDictionary(file => file.Name, StringComparer.Ordinal);

    public static TheoryData<string> All => [.. Files.Keys];

    [TorchTheory]
    [MemberData(nameof(All))]
    public void A_hostile_state_is_read_or_refused(string name)
    {
        var folder = Directory.CreateTempSubdirectory("saddle-states-").FullName;
        try
        {
            var path = Path.Combine(folder, name);
            Files[name].Write(path);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var message = Read(path);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
            Assert.DoesNotContain('\n', message);
            Assert.InRange(message.Length - path.Length, 0, MostCharacters);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<HostileFile> Names()
    {
        HostileFile File(string name, Func<byte[]> pickle) => HostileFile.Of(HostileTorch.Reader, name, () => RawZip.Of(
            RawEntry.Stored("a/data.pkl", [.. pickle(), (byte)'.']), RawEntry.Stored("a/data/0", new byte[4])));
        return
        [
            File("dots-of-1-MB.pth", () => RawPickle.Dictionary((new('.', 1 << 20), RawPickle.One))),
            File("dots-of-4-KB.pth", () => RawPickle.Dictionary(Enumerable.Range(0, 1000)
                .Select(i => (FormattableString.Invariant($"{i}{new string('.', 4090)}"), RawPickle.One)))),
            File("weights-everywhere.pth", () => RawPickle.Dictionary(Enumerable.Range(0, 10_000)
                .Select(i => (FormattableString.Invariant($"{i}.a"), RawPickle.One)))),
            HostileFile.Of(HostileTorch.Reader, "same-name.npz", () => RawZip.Of(
                RawEntry.Stored("a.npy", Npy.Write([1], [1])), RawEntry.Stored("a.npy", Npy.Write([1], [2])))),
        ];
    }

    private static string Read(string path)
    {
        using var scope = new TensorScope();
        try
        {
            var file = StateFile.Open(path);
            var all = string.Join(string.Empty, file.Load(Player.Generator, StateFiles.Network("a 1")).Notes);
            return all.Length > 0 ? path : throw new DataException(path, "nothing was said");
        }
        catch (DataException refusal)
        {
            return refusal.Message;
        }
    }
}
