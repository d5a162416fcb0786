namespace Saddle.App.Laboratory.Messages;

/// <summary>What the doctor says of a run.</summary>
/// <param name="Step">The update after which it was asked.</param>
/// <param name="Diagnosis">The diagnosis.</param>
/// <param name="Also">What else was found.</param>
/// <param name="Note">What was not asked, and why.</param>
internal sealed record DoctorAnswer(
    long Step,
    DiagnosisInfo Diagnosis,
    IReadOnlyList<DiagnosisInfo> Also,
    string? Note);
