namespace Saddle.App;

/// <summary>
/// Marks a command and names it, so that it can be listed without being made: only the one that is asked for is.
/// </summary>
/// <param name="name">The command's name.</param>
/// <param name="description">What it does, in one line.</param>
/// <param name="example">A working example, shown by its help.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CommandAttribute(string name, string description, string example) : Attribute
{
    /// <summary>The command's name.</summary>
    public string Name => name;

    /// <summary>What it does, in one line.</summary>
    public string Description => description;

    /// <summary>A working example, shown by its help.</summary>
    public string Example => example;
}
