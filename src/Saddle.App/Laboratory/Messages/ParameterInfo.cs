namespace Saddle.App.Laboratory.Messages;

/// <summary>A setting of an entry.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">number, integer, choice, list, schedule, flag, text or path.</param>
/// <param name="Default">Its default, as text.</param>
/// <param name="Min">The least number allowed.</param>
/// <param name="Max">The greatest number allowed.</param>
/// <param name="Options">The words of a choice.</param>
/// <param name="Meaning">What it means.</param>
internal sealed record ParameterInfo(
    string Name,
    string Kind,
    string Default,
    double? Min,
    double? Max,
    IReadOnlyList<string> Options,
    string Meaning);
