using System.Text;
using System.Text.Json;

namespace Saddle.Data.Logs;

/// <summary>Reads JSON a piece at a time: a document may be longer than memory, and may end in the middle.</summary>
/// <param name="json">The JSON; it is closed with this.</param>
/// <param name="file">The file, for messages.</param>
internal sealed class JsonPieces(Stream json, string file) : IDisposable
{
    private const int MostBytes = 1 << 26;

    private byte[] _buffer = new byte[1 << 15];
    private JsonReaderState _state = new(new() { AllowMultipleValues = true, AllowTrailingCommas = true });
    private int _start;
    private int _end;
    private bool _isWhole;

    /// <summary>What was read last.</summary>
    public JsonTokenType Kind { get; private set; }

    /// <summary>The text of what was read last, a name or a value.</summary>
    public string Text { get; private set; } = string.Empty;

    /// <summary>Reads the next piece.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="JsonException">What comes is no JSON, or the end comes in the middle.</exception>
    public bool Read()
    {
        while (true)
        {
            var reader = Reader();
            if (reader.Read())
            {
                Kind = reader.TokenType;
                Text = Kind is JsonTokenType.PropertyName or JsonTokenType.String or JsonTokenType.Number
                    ? Encoding.UTF8.GetString(reader.ValueSpan)
                    : string.Empty;
                if (reader.ValueIsEscaped)
                {
                    Text = reader.GetString()!;
                }

                Advance(reader);
                return true;
            }

            if (!Fill())
            {
                return false;
            }
        }
    }

    /// <summary>Reads the next value whole.</summary>
    /// <returns>The value; null at the end of a list.</returns>
    /// <exception cref="JsonException">What comes is no JSON, or the end comes in the middle.</exception>
    public JsonElement? Element()
    {
        while (true)
        {
            var reader = Reader();
            if (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.EndArray)
                {
                    Advance(reader);
                    return null;
                }

                if (JsonElement.TryParseValue(ref reader, out var element))
                {
                    Advance(reader);
                    return element;
                }
            }

            if (!Fill())
            {
                throw new JsonException("the end comes in the middle");
            }
        }
    }

    public void Dispose() => json.Dispose();

    private Utf8JsonReader Reader() => new(_buffer.AsSpan(_start, _end - _start), _isWhole, _state);

    private void Advance(Utf8JsonReader reader)
    {
        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }

    private bool Fill()
    {
        if (_isWhole)
        {
            return false;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            Array.Resize(
                ref _buffer,
                _end < MostBytes ? 2 * _end : throw new DataException(
                    file, FormattableString.Invariant($"has a value of more than {MostBytes} bytes")));
        }

        var read = json.Read(_buffer.AsSpan(_end));
        _end += read;
        _isWhole = read == 0;
        return true;
    }
}
