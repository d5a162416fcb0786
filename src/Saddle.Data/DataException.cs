namespace Saddle.Data;

/// <summary>
/// A data file is missing, damaged or not of the expected format. The message is one line for the user.
/// </summary>
/// <param name="file">The file, and where in it.</param>
/// <param name="problem">What is wrong, and what was expected.</param>
public sealed class DataException(string file, string problem) : Exception($"{file}: {problem}")
{
    /// <summary>The file, and where in it.</summary>
    public string File => file;

    /// <summary>What is wrong, and what was expected.</summary>
    public string Problem => problem;
}
