using Saddle.Data.Formats;

namespace Saddle.Gans.Networks.Foreign.States;

/// <summary>What a state file holds at one key.</summary>
/// <param name="Key">The key, with dots between levels; empty where the whole file is one part.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Tensors">How many tensors.</param>
/// <param name="Parameters">How many elements they have, without running statistics and counters.</param>
public sealed record StatePart(string Key, StatePartKind Kind, int Tensors, long Parameters)
{
    /// <summary>What more there is to say: the class of an object; else empty.</summary>
    public string Remark { get; init; } = string.Empty;

    /// <summary>The part as a few words.</summary>
    public override string ToString()
    {
        var what = Kind switch
        {
            StatePartKind.Network => FormattableString.Invariant(
                $"network, {Tensors} tensors, {Parameters} parameters"),
            StatePartKind.Optimiser => "optimiser",
            StatePartKind.Numbers => "numbers",
            _ => "other",
        };
        var key = Key.Length == 0 ? "the file" : Excerpt.Of(Key);
        return Remark.Length == 0 ? $"{key} ({what})" : $"{key} ({what}: {Excerpt.Of(Remark)})";
    }
}
