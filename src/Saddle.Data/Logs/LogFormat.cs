namespace Saddle.Data.Logs;

/// <summary>A form in which training is logged. To add one: a sealed class in this folder, and its line in
/// <see cref="TrainingLog"/>.</summary>
public abstract class LogFormat
{
    /// <summary>What it is called in messages, such as "an event file of TensorBoard".</summary>
    public abstract string Name { get; }

    /// <summary>Whether something is of this form: by what it holds, never by its name alone.</summary>
    /// <param name="source">The file or folder.</param>
    public abstract bool Recognises(LogSource source);

    /// <summary>Reads it.</summary>
    /// <param name="source">What it recognised.</param>
    /// <returns>Its runs, each with what is good before a damage, and that said.</returns>
    /// <exception cref="DataException">Nothing in it can be read.</exception>
    public abstract IReadOnlyList<LoggedRun> Read(LogSource source);
}
