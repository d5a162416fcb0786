namespace Saddle.Data.Formats;

/// <summary>The call by which Python would make an object: recorded, never made.</summary>
/// <param name="Callee">What would be called.</param>
/// <param name="Arguments">With what.</param>
public sealed record PickleCall(PickleGlobal Callee, IReadOnlyList<object?> Arguments)
{
    /// <summary>What the object would be given afterwards; null if nothing.</summary>
    public object? State { get; internal set; }

    /// <summary>The entries that would be set in the object, as in a dictionary.</summary>
    public PickleMap Items { get; } = new();

    /// <summary>The entries that would be appended to the object, as to a list.</summary>
    public IList<object?> Appended { get; } = [];
}
