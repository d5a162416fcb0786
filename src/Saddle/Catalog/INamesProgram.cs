namespace Saddle.Catalog;

/// <summary>
/// An entry that runs a program which its user names: code that is neither Saddle's nor beside it, a TorchScript file
/// say. A run that is not its user's own runs it only where they have said so.
/// </summary>
public interface INamesProgram
{
    /// <summary>The program's file; empty for none.</summary>
    string Program { get; }
}
