namespace Saddle.Figures;

/// <summary>
/// What a figure is, as data: one or several panels. The report and the browser draw the same description.
/// </summary>
/// <param name="Title">What the figure shows.</param>
/// <param name="Panels">The panels, in reading order.</param>
/// <param name="Columns">How many panels stand side by side on a wide page; at least 1.</param>
public sealed record Figure(string Title, IReadOnlyList<Panel> Panels, int Columns = 1);
