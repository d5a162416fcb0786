namespace Saddle.Games;

/// <summary>From settings of any kind to those of one.</summary>
public static class PackExtensions
{
    /// <summary>
    /// The same pack, its members seen as what they are: how a game or a rule reaches its own settings.
    /// </summary>
    /// <typeparam name="TSettings">The record that all members are.</typeparam>
    /// <param name="pack">The pack.</param>
    /// <exception cref="InvalidCastException">A member is another record.</exception>
    public static Pack<TSettings> As<TSettings>(this IPack<object> pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return pack.Select(member => (TSettings)member);
    }
}
