namespace Saddle.App.Commands;

/// <summary>A place of the edge: values are those along the line, whose place on the map x and y give.</summary>
internal sealed record SettingsEdge(
    string Along,
    double? X,
    double? Y,
    string Holds,
    double? Predicted,
    double? Measured,
    double? Low,
    double? High);
