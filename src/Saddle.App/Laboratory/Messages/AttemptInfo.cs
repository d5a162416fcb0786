namespace Saddle.App.Laboratory.Messages;

/// <summary>One time that a watched script was run.</summary>
/// <param name="Name">Its folder's name: 001.</param>
/// <param name="Status">running, silent, finished, failed, interrupted or killed.</param>
/// <param name="Began">When, in seconds since 1970.</param>
/// <param name="Step">Its rounds.</param>
/// <param name="Seconds">How long it has run.</param>
/// <param name="Reason">Why it ended; null where that is not known.</param>
/// <param name="Told">What could not be told apart.</param>
/// <param name="Players">Who plays: a sentence each.</param>
/// <param name="Findings">What is wrong with the script, faults first.</param>
/// <param name="Samples">The steps at which samples were written.</param>
/// <param name="ArePoints">Whether samples are points, and no pictures.</param>
/// <param name="Word">What the doctor says of the curves now; null before there are any, and of others than the last.
/// </param>
internal sealed record AttemptInfo(
    string Name,
    string Status,
    double Began,
    long Step,
    double Seconds,
    string? Reason,
    IReadOnlyList<string> Told,
    IReadOnlyList<string> Players,
    IReadOnlyList<ScriptFindingInfo> Findings,
    IReadOnlyList<long> Samples,
    bool ArePoints,
    DiagnosisInfo? Word);
