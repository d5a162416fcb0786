using Saddle.Data.Formats;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Formats;

/// <summary>A folder that one alone has made.</summary>
public sealed class NewFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_many_at_the_same_moment_one_has_made_it()
    {
        for (var round = 0; round < 50; round++)
        {
            var path = Path.Combine(_folder.Path, $"{round}", "folder");
            var made = 0;
            using var start = new Barrier(8);
            var threads = Enumerable.Range(0, start.ParticipantCount).Select(_ => new Thread(() =>
            {
                start.SignalAndWait();
                Interlocked.Add(ref made, NewFolder.TryMake(path) ? 1 : 0);
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            Assert.Equal(1, made);
            Assert.True(Directory.Exists(path));
        }
    }

    [Fact]
    public void What_is_there_is_not_made()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "file"), "text");
        Assert.False(NewFolder.TryMake(_folder.Path));
        Assert.False(NewFolder.TryMake(Path.Combine(_folder.Path, "file")));
        Assert.Throws<IOException>(() => NewFolder.TryMake(Path.Combine(_folder.Path, "file", "under")));
        Assert.Throws<IOException>(() => NewFolder.TryMake("/"));
    }
}
