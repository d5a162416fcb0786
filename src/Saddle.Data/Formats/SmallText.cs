using System.Text;
using Saddle.Data.Logs;

namespace Saddle.Data.Formats;

/// <summary>Small texts, such as a run's state, that may come from anywhere.</summary>
public static class SmallText
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads a text.</summary>
    /// <param name="file">The file.</param>
    /// <param name="most">The most bytes that it may have.</param>
    /// <exception cref="DataException">It is missing, empty, too long, or cannot be read.</exception>
    public static string Read(string file, long most) =>
        Read(file, new MemoryStream(InputFile.ReadAll(file, most)));

    /// <summary>Reads a text of JSON, in which NaN and Infinity that stand bare, as Python writes them, become texts.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="most">The most bytes that it may have.</param>
    /// <exception cref="DataException">It is missing, empty, too long, or cannot be read.</exception>
    public static string ReadJson(string file, long most) =>
        Read(file, new JsonWords(new MemoryStream(InputFile.ReadAll(file, most))));

    private static string Read(string file, Stream text)
    {
        try
        {
            using var reader = new StreamReader(text, Strict);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            throw new DataException(file, "is not text in UTF-8");
        }
    }
}
