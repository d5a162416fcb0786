namespace Saddle.Torch;

/// <summary>What an operator takes and what it gives.</summary>
/// <param name="Arguments">What it takes, in order.</param>
/// <param name="Returns">What it gives, in order.</param>
public sealed record OperatorSchema(IReadOnlyList<SchemaPlace> Arguments, IReadOnlyList<SchemaPlace> Returns)
{
    /// <summary>
    /// Reads a schema: <c>aten::clamp_min_(Tensor(a!) self, Scalar min) -&gt; Tensor(a!)</c>.
    /// </summary>
    /// <param name="text">The schema, as libtorch writes it.</param>
    public static OperatorSchema Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        const string Arrow = ") -> ";
        var start = text.IndexOf('(', StringComparison.Ordinal) + 1;
        var end = text.LastIndexOf(Arrow, StringComparison.Ordinal);
        var returns = text[(end + Arrow.Length)..];
        if (returns.StartsWith('(') && returns.EndsWith(')'))
        {
            returns = returns[1..^1];
        }

        return new(Places(text[start..end]), Places(returns));
    }

    private static SchemaPlace[] Places(string text) =>
        [.. Split(text).Where(part => part is not ("" or "*")).Select(SchemaPlace.Parse)];

    // At commas that stand within nothing: defaults may be lists and texts.
    private static IEnumerable<string> Split(string text)
    {
        var (start, depth, isQuoted) = (0, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            isQuoted ^= text[i] is '"' or '\'';
            depth += isQuoted ? 0 : text[i] switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            if (text[i] == ',' && depth == 0 && !isQuoted)
            {
                yield return text[start..i].Trim();
                start = i + 1;
            }
        }

        yield return text[start..].Trim();
    }
}
