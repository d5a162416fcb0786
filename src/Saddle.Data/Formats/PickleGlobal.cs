namespace Saddle.Data.Formats;

/// <summary>
/// A class or function that a pickle names. It is a name and nothing else: nothing is looked up or called.
/// </summary>
/// <param name="Module">The Python module.</param>
/// <param name="Name">The name in it.</param>
public sealed record PickleGlobal(string Module, string Name)
{
    /// <summary>The full name.</summary>
    public override string ToString() => $"{Module}.{Name}";
}
