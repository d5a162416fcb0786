namespace Saddle.Data.Formats;

/// <summary>Names that become part of a path: one file or folder, wherever they come from.</summary>
public static class FileName
{
    private const int MostCharacters = 100;

    /// <summary>Why a text cannot be the name of one file or folder; null where it can.</summary>
    /// <param name="name">The text.</param>
    public static string? Refusal(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is 0 or > MostCharacters ? $"a name of 1 to {MostCharacters} characters"
            : name[0] == '.' ? "a name that does not begin with a dot"
            : name.Any(c => c is '/' or '\\' || char.IsControl(c)) ? "a name without slashes and control characters"
            : null;
    }
}
