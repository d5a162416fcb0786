using Saddle.Catalog;

namespace Saddle.App.Commands;

/// <summary>
/// A game that declines what a rule asks of it was asked for something that does not exist: bad input.
/// </summary>
internal static class Decline
{
    /// <summary>Runs, and turns a game's refusal into one line for the user.</summary>
    /// <exception cref="SettingsException">The game declined; the message says why.</exception>
    public static T AsBadInput<T>(Func<T> run)
    {
        try
        {
            return run();
        }
        catch (NotSupportedException declined)
        {
            throw new SettingsException(declined.Message);
        }
        catch (AggregateException declined)
            when (declined.InnerExceptions.All(failure => failure is NotSupportedException))
        {
            throw new SettingsException(declined.InnerExceptions[0].Message);
        }
    }
}
