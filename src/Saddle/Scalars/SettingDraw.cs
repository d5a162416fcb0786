namespace Saddle.Scalars;

/// <summary>
/// The run numbers under which a game draws its own parameters (<see cref="Purpose.Settings"/>) from one seed: what one
/// of them draws, no other draws. They never change: every figure of these games would.
/// </summary>
public static class SettingDraw
{
    /// <summary>The reflections that turn a matrix out of its diagonal form.</summary>
    public const long Reflections = 0;

    /// <summary>The directions in which a field is bent.</summary>
    public const long Bends = 1;
}
