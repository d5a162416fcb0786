using Saddle.Data.Formats;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Formats;

/// <summary>Files that appear whole or not at all, and what is left of those that did not.</summary>
public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_processes_that_were_killed_left_is_taken_away_and_nothing_else()
    {
        var left = _folder.Write("report.html.saddle-123.tmp", [1]);
        string[] kept =
        [
            _folder.Write("report.html", [1]),
            _folder.Write("data.2024.tmp", [1]), // the user's own
            _folder.Write("saddle-1.tmp", [1]),
        ];
        AtomicFile.Tidy(_folder.Path);
        Assert.False(File.Exists(left));
        Assert.All(kept, file => Assert.True(File.Exists(file), file));
    }

    [Fact]
    public void What_is_still_written_stays()
    {
        var file = _folder.At("file");
        AtomicFile.Write(file, stream =>
        {
            stream.Write([1, 2]);
            AtomicFile.Tidy(_folder.Path); // as another command does that writes to the same folder
            stream.Write([3]);
        });
        Assert.Equal([1, 2, 3], File.ReadAllBytes(file));
        Assert.Equal(file, Assert.Single(Directory.EnumerateFiles(_folder.Path)));
    }

    [Fact]
    public void A_link_that_looks_left_is_taken_away_and_not_what_it_leads_to()
    {
        var outside = _folder.Write("outside", [1]);
        File.CreateSymbolicLink(_folder.At("x.saddle-1.tmp"), outside);
        AtomicFile.Tidy(_folder.Path);
        Assert.Equal([1], File.ReadAllBytes(outside));
    }

    [Fact]
    public void A_file_that_could_not_be_written_leaves_the_one_before_and_nothing_else()
    {
        var file = _folder.Write("file", [1]);
        Assert.Throws<IOException>(() => AtomicFile.WriteByName(file, temporary =>
        {
            File.WriteAllBytes(temporary, [2]);
            throw new IOException("the disk is full");
        }));
        Assert.Equal([1], File.ReadAllBytes(file));
        Assert.Equal(file, Assert.Single(Directory.EnumerateFiles(_folder.Path)));
    }

    [Fact]
    public void A_file_may_be_written_by_its_name()
    {
        var file = _folder.At("file");
        AtomicFile.WriteByName(file, temporary =>
        {
            using var stream = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            stream.Write([1, 2]);
        });
        Assert.Equal([1, 2], File.ReadAllBytes(file));
    }

    [Fact]
    public void Folders_are_made_with_all_on_their_way()
    {
        AtomicFile.MakeFolder(_folder.At("a", "b", "c"));
        AtomicFile.MakeFolder(_folder.At("a", "b", "c"));
        Assert.True(Directory.Exists(_folder.At("a", "b", "c")));
    }
}
