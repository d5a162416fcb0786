using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>One length of what a network takes: a number, or a multiple of one that is free.</summary>
/// <param name="Fixed">The number; null where it is free.</param>
/// <param name="Unit">What a free one must be a multiple of, as far as it can be read; 1 or more.</param>
internal readonly partial record struct SizeExpression(long? Fixed, int Unit)
{
    /// <summary>Reads a <c>SymInt</c>.</summary>
    public static SizeExpression Read(JsonElement size) => size.Union() switch
    {
        ("as_int", var number) => new(number.Whole(), 1),
        (_, var expression) => new(null, UnitOf(expression.Need("expr_str").Text())),
    };

    // Symbol('s3', ...), Mul(Integer(4), Symbol('s3', ...)); and, from older ones, s3 and 4*s3.
    private static int UnitOf(string expression) =>
        Product().Match(expression) is { Success: true } product
            && int.TryParse(product.Groups["unit"].Value, CultureInfo.InvariantCulture, out var unit)
            && unit > 0
            ? unit
            : 1;

    [GeneratedRegex(
        @"^(?:Mul\(Integer\((?<unit>\d+)\), Symbol\([^()]*\)\)|(?<unit>\d+)\s*\*\s*\w+)$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Product();
}
