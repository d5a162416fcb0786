namespace Saddle.App.Laboratory.Messages;

/// <summary>A place of the edge of the settings that hold.</summary>
/// <param name="Along">The setting that varies along the line.</param>
/// <param name="Across">The value of the other one; null where there is none.</param>
/// <param name="Holds">below or above: on which side the networks hold.</param>
/// <param name="Predicted">Where the spectrum puts it; null where nothing is predicted.</param>
/// <param name="Measured">Where short runs put it; null where none were made.</param>
internal sealed record EdgeInfo(string Along, double? Across, string Holds, double? Predicted, double? Measured);
