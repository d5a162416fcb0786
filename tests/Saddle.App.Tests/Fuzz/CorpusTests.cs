using Saddle.App.Tests.Support;
using Saddle.Fuzz.Readers;

namespace Saddle.App.Tests.Fuzz;

/// <summary>
/// What fuzzing has found for each reader of foreign bytes, tests/data/fuzz, is read or refused in the one way that bad
/// input is, and takes no more memory than it may.
/// </summary>
public sealed class CorpusTests
{
    private static readonly string Corpora = Path.Combine(Repository.Folder, "tests", "data", "fuzz");

    public static TheoryData<string> Readers =>
        [.. AllReaders.ByName.Values.Where(reader => !reader.NeedsTorch).Select(reader => reader.Name)];

    public static TheoryData<string> TorchReaders =>
        [.. AllReaders.ByName.Values.Where(reader => reader.NeedsTorch).Select(reader => reader.Name)];

    [Theory]
    [MemberData(nameof(Readers))]
    public void What_fuzzing_found_is_read_or_refused(string name) => ReadAll(name);

    [TorchTheory]
    [MemberData(nameof(TorchReaders))]
    public void What_fuzzing_found_is_read_into_tensors_or_refused(string name) => ReadAll(name);

    [Fact]
    public void Every_reader_has_a_corpus_and_every_corpus_a_reader() => Assert.Equal(
        AllReaders.ByName.Keys.Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Corpora)
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal));

    private static void ReadAll(string name)
    {
        using var folder = new TemporaryFolder();
        var read = 0;
        foreach (var (file, bytes) in Corpus.Read(Path.Combine(Corpora, $"{name}.zip")))
        {
            try
            {
                read += AllReaders.ByName[name].Try(bytes, folder.Path) is null ? 1 : 0;
            }
            catch (Exception defect)
            {
                Assert.Fail($"{name}.zip, {file}: {defect}");
            }
        }

        Assert.NotEqual(0, read); // else it is the harness that does not fit
    }
}
