using Saddle.Data.Tests.Hostile;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests;

/// <summary>
/// Files that are made to hurt are read or refused in one short line, in little time and memory. The environment
/// variable SADDLE_HOSTILE names a folder in which they are left, for <c>benchmarks/hostile.py</c>.
/// </summary>
public sealed class HostileTests : IDisposable
{
    private const long MostBytes = 1L << 30;
    private const int MostCharacters = 2000;
    private static readonly TimeSpan HungAfter = TimeSpan.FromMinutes(2);

    private static readonly Dictionary<string, HostileFile> Files = HostileFiles.All()
        .ToDictionary(file => file.ToString(), StringComparer.Ordinal);

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. Files.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_hostile_file_is_read_or_refused(string name)
    {
        var file = Files[name];
        var path = Write(file);
        var message = await Task.Run(() => Read(HostileFiles.Readers[file.Reader].Read, path)).WaitAsync(HungAfter);
        Assert.DoesNotContain('\n', message);
        Assert.InRange(message.Length - path.Length, 0, MostCharacters);
    }

    [Fact]
    public void There_are_at_least_200() => Assert.InRange(Files.Count, 200, int.MaxValue);

    private static string Read(Action<string> read, string path)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read(path);
            return path;
        }
        catch (DataException refusal)
        {
            return refusal.Message;
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        }
    }

    private string Write(HostileFile file)
    {
        var kept = Environment.GetEnvironmentVariable("SADDLE_HOSTILE");
        var folder = kept is null
            ? _folder.Path
            : Directory.CreateDirectory(Path.Combine(kept, file.Reader, file.Name + ".d")).FullName;
        var path = Path.Combine(folder, file.Name);
        file.Write(path);
        return path;
    }
}
