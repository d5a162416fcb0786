namespace Saddle.Gans.Watched;

/// <summary>Something that a watched script does wrong, or that is worth a note.</summary>
/// <param name="Name">What it is, such as generator-without-gradient.</param>
/// <param name="Player">Whose it is; null where it is both players'.</param>
/// <param name="Kind">fault or note.</param>
/// <param name="Evidence">What was seen.</param>
/// <param name="Remedy">The lines of PyTorch that mend it.</param>
public sealed record ScriptFinding(string Name, string? Player, string Kind, string Evidence, string Remedy)
{
    /// <summary>Whether training suffers from it.</summary>
    public bool IsFault => Kind == "fault";
}
