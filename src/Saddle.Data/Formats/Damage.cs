namespace Saddle.Data.Formats;

/// <summary>Turns what the runtime's readers throw on damaged files into the one exception for that.</summary>
public static class Damage
{
    /// <summary>Reads a file.</summary>
    /// <typeparam name="TResult">What comes of it.</typeparam>
    /// <param name="file">The file, for the message.</param>
    /// <param name="format">The format's name, for the message.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="DataException">It is damaged, or cannot be read.</exception>
    public static TResult Guard<TResult>(string file, string format, Func<TResult> read)
    {
        try
        {
            return read();
        }
        catch (EndOfStreamException)
        {
            throw new DataException(file, $"the {format} is cut short");
        }
        catch (IOException failure) // also what zlib says of a stream that asks for a dictionary
        {
            throw new DataException(
                file, $"the {format} cannot be read ({failure.Message.ReplaceLineEndings(" ").TrimEnd('.')})");
        }
        catch (Exception other) when (other is NotSupportedException || IsOfOtherKind(other))
        {
            throw new DataException(
                file, $"the {format} cannot be read ({other.Message.ReplaceLineEndings(" ").TrimEnd('.')})");
        }
        catch (Exception damage) when (damage
            is InvalidDataException
            or FormatException
            or OverflowException
            or ArgumentException)
        {
            throw new DataException(
                file, $"the {format} is damaged ({damage.Message.ReplaceLineEndings(" ").TrimEnd('.')})");
        }
    }

    // What the runtime says of a zip whose files are packed by LZMA, say.
    private static bool IsOfOtherKind(Exception failure) => failure is InvalidDataException
        && failure.Message.Contains("is not supported", StringComparison.Ordinal);
}
