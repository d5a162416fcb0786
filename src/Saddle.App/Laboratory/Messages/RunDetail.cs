namespace Saddle.App.Laboratory.Messages;

/// <summary>
/// A training run: its configuration, versions, figures, the files of its samples, and what the doctor and probes said
/// of it.
/// </summary>
/// <param name="Run">The run.</param>
/// <param name="Troubles">What of it cannot be read, and why.</param>
/// <param name="Configuration">Every setting, as YAML.</param>
/// <param name="Versions">The versions of what computed it.</param>
/// <param name="Series">The figures over the updates.</param>
/// <param name="Samples">The files of its samples.</param>
/// <param name="Doctor">What the doctor said; null where nobody asked.</param>
/// <param name="Probes">What the probes found that were asked.</param>
/// <param name="Settings">The settings that hold; null where nobody asked.</param>
/// <param name="Takes">What its generator makes pictures of: sentences or photograph; null for neither.</param>
/// <param name="Commands">Command lines that ask the doctor and go on with it.</param>
internal sealed record RunDetail(
    RunSummary Run,
    IReadOnlyList<string> Troubles,
    string Configuration,
    IReadOnlyDictionary<string, string> Versions,
    IReadOnlyList<SeriesInfo> Series,
    IReadOnlyList<string> Samples,
    DoctorAnswer? Doctor,
    IReadOnlyList<ProbeAnswer> Probes,
    SettingsAnswer? Settings,
    string? Takes,
    IReadOnlyList<string> Commands);
