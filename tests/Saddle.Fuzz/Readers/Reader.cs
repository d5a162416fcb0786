using Saddle.Catalog;
using Saddle.Data;

namespace Saddle.Fuzz.Readers;

/// <summary>A reader of bytes that may come from anywhere.</summary>
/// <param name="Name">Its name, that of its corpus too.</param>
/// <param name="File">The name of the file that the bytes are put into.</param>
/// <param name="Read">Reads that file to its end, as the program does.</param>
internal sealed record Reader(string Name, string File, Action<string> Read)
{
    /// <summary>The most bytes that may be allocated in all over one small file.</summary>
    public long MostBytes { get; init; } = 256L << 20;

    /// <summary>The file's content; that of the bytes where nothing is put around them.</summary>
    public Func<byte[], byte[]> Wrap { get; init; } = bytes => bytes;

    /// <summary>Whether the reader needs libtorch.</summary>
    public bool NeedsTorch { get; init; }

    /// <summary>Reads bytes: a result, or the exception that bad input is told by; any other one is a defect.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="folder">A folder to put them in.</param>
    /// <returns>Why they were refused; null where they were read.</returns>
    /// <exception cref="InvalidOperationException">Reading took more memory than it may.</exception>
    public string? Try(byte[] bytes, string folder)
    {
        var path = Path.Combine(folder, File);
        System.IO.File.WriteAllBytes(path, Wrap(bytes));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Refusal(path);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return allocated <= MostBytes
            ? refusal
            : throw new InvalidOperationException(FormattableString.Invariant($"{allocated} bytes were allocated"));
    }

    private string? Refusal(string path)
    {
        try
        {
            Read(path);
            return null;
        }
        catch (Exception bad) when (bad is DataException or SettingsException)
        {
            return bad.Message;
        }
    }
}
