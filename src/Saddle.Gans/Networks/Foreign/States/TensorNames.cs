namespace Saddle.Gans.Networks.Foreign.States;

/// <summary>
/// One name for a tensor however it was wrapped: without the names that DataParallel, torch.compile and their like put
/// in, and with the two forms of spectral and weight normalisation written as the hooks write them.
/// </summary>
internal static class TensorNames
{
    private const string Parametrizations = "parametrizations";

    private static readonly HashSet<string> Wrappers = new(StringComparer.Ordinal)
    {
        "module", "_orig_mod", "_forward_module", "_fsdp_wrapped_module", "_checkpoint_wrapped_module",
    };

    /// <summary>The names of one network's tensors; as they are where two would become one.</summary>
    /// <param name="names">The names.</param>
    public static string[] Canonical(IReadOnlyList<string> names)
    {
        string[] canonical = [.. names.Select(Canonical)];
        return canonical.Distinct(StringComparer.Ordinal).Count() == names.Count ? canonical : [.. names];
    }

    /// <summary>One tensor's name.</summary>
    /// <param name="name">Its name in a file or a module.</param>
    public static string Canonical(string name)
    {
        string[] parts = [.. name.Split('.').Where(part => !Wrappers.Contains(part))];
        return parts.Length == 0 ? name : string.Join('.', parts switch
        {
            [.. var layer, Parametrizations, var weight, "original"] => [.. layer, $"{weight}_orig"],
            [.. var layer, Parametrizations, var weight, "original0"] => [.. layer, $"{weight}_g"],
            [.. var layer, Parametrizations, var weight, "original1"] => [.. layer, $"{weight}_v"],
            [.. var layer, Parametrizations, var weight, "0", "_u" or "_v"] => [.. layer, weight + parts[^1]],
            _ => parts,
        });
    }

    /// <summary>Whether a name is that of a parametrised tensor.</summary>
    /// <param name="name">The name.</param>
    public static bool IsParametrized(string name) =>
        name.Contains($".{Parametrizations}.", StringComparison.Ordinal)
        || name.StartsWith($"{Parametrizations}.", StringComparison.Ordinal);
}
