namespace Saddle.Data.Formats;

/// <summary>
/// A database of another program, held still while it is read. SQLite writes beside a database whose newest rows lie in
/// a journal; such a one is copied, with its journal, into a folder of its own that is gone afterwards.
/// </summary>
internal sealed class SqliteCopy : IDisposable
{
    private const int MostTries = 3;

    private static readonly string[] Journals = ["-wal", "-journal"];

    private readonly string? _folder;

    /// <summary>Looks at a database, and copies it where that is needed.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="DataException">It cannot be read or copied, or does not keep still.</exception>
    public SqliteCopy(string file)
    {
        var real = Path.GetFullPath(new FileInfo(file).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file);
        File = real;
        var journals = Journals.Where(j => new FileInfo(real + j) is { Exists: true, Length: > 0 }).ToList();
        if (journals.Count == 0)
        {
            return;
        }

        _folder = Directory.CreateTempSubdirectory("saddle-").FullName;
        File = Path.Combine(_folder, "copy.sqlite");
        try
        {
            Copy(real, journals);
        }
        catch (IOException failure)
        {
            Dispose();
            throw new DataException(file, $"cannot be copied to be read ({failure.Message.ReplaceLineEndings(" ")})");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What is to be opened.</summary>
    public string File { get; }

    /// <summary>Whether it is a copy.</summary>
    public bool IsCopy => _folder is not null;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_folder is not null && Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    // Rows that come meanwhile only make the journal longer; the database itself changes when it takes rows from it.
    private void Copy(string real, List<string> journals)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var before = Stamp(real);
            CopyOne(real, File);
            foreach (var journal in journals)
            {
                System.IO.File.Delete(File + journal);
                if (System.IO.File.Exists(real + journal))
                {
                    CopyOne(real + journal, File + journal);
                }
            }

            if (Stamp(real) == before)
            {
                return;
            }
        }

        throw new DataException(real, "is being written to all the time; try again");
    }

    private static (long Length, DateTime Written) Stamp(string file) =>
        new FileInfo(file) is var info ? (info.Length, info.LastWriteTimeUtc) : default;

    private static void CopyOne(string from, string to)
    {
        using var source = new FileStream(
            InputFile.OpenHandle(from, FileOptions.SequentialScan, mayHaveHoles: false), FileAccess.Read);
        using var copy = new FileStream(to, FileMode.Create, FileAccess.Write);
        source.CopyTo(copy);
    }
}
