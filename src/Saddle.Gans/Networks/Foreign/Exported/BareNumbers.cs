namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>
/// Infinities as Python writes them into JSON, bare words that JSON has not: <c>{"as_float": -Infinity}</c>.
/// </summary>
internal static class BareNumbers
{
    /// <summary>The JSON with quotes around such words; itself where it has none.</summary>
    /// <param name="json">The JSON.</param>
    public static ReadOnlyMemory<byte> Quoted(byte[] json)
    {
        if (json.AsSpan().IndexOf("Infinity"u8) < 0 && json.AsSpan().IndexOf("NaN"u8) < 0)
        {
            return json;
        }

        var quoted = new List<byte>(json.Length + 64);
        var isText = false;
        for (var i = 0; i < json.Length; i++)
        {
            if (!isText && WordAt(json.AsSpan(i)) is > 0 and var length)
            {
                quoted.AddRange([(byte)'"', .. json.AsSpan(i, length), (byte)'"']);
                i += length - 1;
                continue;
            }

            quoted.Add(json[i]);
            if (isText && json[i] == '\\' && i + 1 < json.Length)
            {
                quoted.Add(json[++i]);
            }
            else if (json[i] == '"')
            {
                isText = !isText;
            }
        }

        return quoted.ToArray();
    }

    private static int WordAt(ReadOnlySpan<byte> json) =>
        json.StartsWith("-Infinity"u8) ? 9 : json.StartsWith("Infinity"u8) ? 8 : json.StartsWith("NaN"u8) ? 3 : 0;
}
