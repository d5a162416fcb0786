using System.Security.Cryptography;
using Saddle.Data.Formats;

namespace Saddle.Data;

/// <summary>A file that can be downloaded.</summary>
/// <param name="FileName">The file's name in the data set's folder.</param>
/// <param name="Url">Where it is published.</param>
/// <param name="Sha256">The SHA-256 of its bytes, in hexadecimal; null where none is known with certainty.</param>
/// <param name="Length">The number of its bytes; null where it is not known with certainty.</param>
public sealed record Download(string FileName, Uri Url, string? Sha256, long? Length = null)
{
    private const int BufferLength = 1 << 17;

    // Of a file whose length is not known: more than any published set of images has in one file.
    private const long Most = 1L << 38;

    /// <summary>How long a server may say nothing before it is given up.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Gets the file, unless it is there already: to a temporary name first, which becomes the file's own after the
    /// check.
    /// </summary>
    /// <param name="folder">The folder that it goes to; it is made if it is not there.</param>
    /// <param name="from">A folder, or the address of one, that has the file; null for where it is published.</param>
    /// <param name="progress">Is told the share done.</param>
    /// <param name="cancellation">Asks to stop; nothing is left behind.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="DataException">The file cannot be had, or it is not the published one.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public DownloadOutcome Get(string folder, string? from, IProgress<double>? progress, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, FileName);
        if (File.Exists(path))
        {
            return DownloadOutcome.AlreadyThere;
        }

        AtomicFile.MakeFolder(folder);
        AtomicFile.Tidy(folder);
        var source = Source(from);
        AtomicFile.Write(path, file => Check(source, Fetch(source, file, progress, cancellation)));
        return Sha256 is null ? DownloadOutcome.Unverified : DownloadOutcome.Verified;
    }

    private Uri Source(string? from) =>
        from is null ? Url
        : from.Contains("://", StringComparison.Ordinal)
            && Uri.TryCreate(from.TrimEnd('/') + "/" + FileName, UriKind.Absolute, out var address) ? address
        : new Uri(Path.GetFullPath(Path.Combine(from, FileName)));

    private void Check(Uri source, string sha256)
    {
        if (Sha256 is not null && !string.Equals(sha256, Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new DataException(
                source.ToString(),
                $"its SHA-256 is {sha256}, where the published file's is {Sha256}; nothing was kept");
        }
    }

    /// <summary>Writes the source's bytes to a file.</summary>
    /// <returns>Their SHA-256.</returns>
    private string Fetch(Uri source, Stream file, IProgress<double>? progress, CancellationToken cancellation)
    {
        try
        {
            if (source.IsFile)
            {
                using var local = Local(source.LocalPath);
                return Copy(local, local.Length, file, progress, cancellation);
            }

            using var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(30) };
            using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
            using var response = InTime(
                stop => client.GetAsync(source, HttpCompletionOption.ResponseHeadersRead, stop), cancellation);
            response.EnsureSuccessStatusCode();
            using var body = response.Content.ReadAsStream(cancellation);
            return Copy(body, response.Content.Headers.ContentLength, file, progress, cancellation);
        }
        catch (Exception failure) when (
            failure is HttpRequestException or IOException or UnauthorizedAccessException or NotSupportedException
                or UriFormatException) // a redirect to what is no address of the web, a file say
        {
            throw new DataException(
                source.ToString(),
                $"cannot be had ({failure.Message.ReplaceLineEndings(" ")}); "
                + "--from names another folder or address that has the file");
        }
    }

    private static FileStream Local(string path)
    {
        try
        {
            return InputFile.Open(path);
        }
        catch (DataException refusal)
        {
            throw new IOException(refusal.Problem, refusal);
        }
    }

    private string Copy(
        Stream from, long? stated, Stream to, IProgress<double>? progress, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferLength];
        var done = 0L;
        RequireLength(stated ?? 0);
        while (InTime(stop => from.ReadAsync(buffer, stop).AsTask(), cancellation) is > 0 and var count)
        {
            RequireLength(done += count); // before the disk is full of what the checksum would then refuse
            to.Write(buffer, 0, count);
            hash.AppendData(buffer, 0, count);
            progress?.Report(stated is > 0 ? (double)done / stated.Value : 0);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private void RequireLength(long bytes)
    {
        if (bytes > (Length ?? Most))
        {
            throw new IOException(
                Length is { } length
                    ? FormattableString.Invariant($"it is longer than the {length} bytes of the published file")
                    : FormattableString.Invariant($"it is longer than {Most} bytes"));
        }
    }

    // What waits for a server ends when it was asked to stop, and where nothing comes.
    private T InTime<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(Patience);
        try
        {
            return work(stop.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException silence) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException(FormattableString.Invariant($"nothing came for {Patience.TotalSeconds} s"), silence);
        }
    }
}
