using System.Text;

namespace Saddle.Data.Formats;

/// <summary>Small texts, such as a run's state, that may come from anywhere.</summary>
public static class SmallText
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads a text.</summary>
    /// <param name="file">The file.</param>
    /// <param name="most">The most bytes that it may have.</param>
    /// <exception cref="DataException">It is missing, empty, too long, or cannot be read.</exception>
    public static string Read(string file, long most)
    {
        try
        {
            // A pipe or a device, which could hold or flood the reader, has no length.
            return new FileInfo(file).Length switch
            {
                0 => throw new DataException(file, "is empty, or not a regular file; expected text"),
                var length when length > most =>
                    throw new DataException(file, FormattableString.Invariant(
                        $"has {length} bytes; expected at most {most}")),
                _ => File.ReadAllText(file, Strict),
            };
        }
        catch (DecoderFallbackException)
        {
            throw new DataException(file, "is not text in UTF-8");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DataException(file, $"cannot be read ({failure.Message.ReplaceLineEndings(" ")})");
        }
    }
}
