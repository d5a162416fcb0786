namespace Saddle.Gans.Networks.Foreign.Known;

/// <summary>A network of public code that Saddle has too.</summary>
/// <param name="Code">The code, for messages.</param>
/// <param name="Network">The same as an architecture of ours.</param>
/// <param name="Item">The shape of an item.</param>
/// <param name="Form">How the discriminator's weights are normalised there.</param>
/// <param name="NameOf">From our name of a tensor to the code's.</param>
internal sealed record KnownArchitecture(
    string Code, Network Network, IReadOnlyList<int> Item, WeightForm Form, Func<string, string> NameOf)
{
    /// <summary>What a user should know of it beside its name; empty for nothing.</summary>
    public string Remark { get; init; } = string.Empty;
}
