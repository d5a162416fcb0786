using System.Globalization;

namespace Saddle.Torch;

/// <summary>What an operator takes or gives at one place.</summary>
/// <param name="Name">Its name; empty for what it gives without one.</param>
/// <param name="Type">
/// Its type as libtorch writes it, without what else stands there: Tensor, Tensor?[], int, SymInt[], ScalarType, ...
/// </param>
/// <param name="IsOptional">Whether it may be None.</param>
/// <param name="Length">How many a list has, to which one number is repeated; null where any.</param>
/// <param name="HasDefault">Whether it can be left out.</param>
/// <param name="Alias">
/// The letter of the storage that it shares: what is given under the letter of something taken lies in the same
/// storage; null where it shares none.
/// </param>
/// <param name="IsWritten">Whether the operator writes into it.</param>
public sealed record SchemaPlace(
    string Name, string Type, bool IsOptional, int? Length, bool HasDefault, string? Alias, bool IsWritten)
{
    /// <summary>Reads one: <c>Tensor(a!) self</c>, <c>int[2] stride=1</c>, <c>Tensor(a -&gt; *)</c>.</summary>
    /// <param name="text">The text, as it stands between commas.</param>
    internal static SchemaPlace Parse(string text)
    {
        var (rest, hasDefault) = text.IndexOf('=', StringComparison.Ordinal) is >= 0 and var equals
            ? (text[..equals], true)
            : (text, false);
        var (alias, isWritten) = ((string?)null, false);
        if (rest.IndexOf('(', StringComparison.Ordinal) is >= 0 and var open
            && rest.IndexOf(')', open) is > 0 and var close)
        {
            alias = rest[(open + 1)..close];
            rest = rest[..open] + rest[(close + 1)..];
            isWritten = alias.Contains('!', StringComparison.Ordinal);
            alias = alias.Split('!', ' ', '|')[0];
        }

        var (type, name) = rest.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var space
            ? (rest[..space], rest[(space + 1)..])
            : (rest, string.Empty);
        var isOptional = type.EndsWith('?');
        type = type.TrimEnd('?');
        var length = (int?)null;
        if (type.EndsWith(']') && int.TryParse(
                type[(type.LastIndexOf('[') + 1)..^1], CultureInfo.InvariantCulture, out var stated))
        {
            length = stated;
            type = $"{type[..type.LastIndexOf('[')]}[]";
        }

        return new(name, type, isOptional, length, hasDefault, alias, isWritten);
    }
}
