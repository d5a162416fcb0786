namespace Saddle.App.Laboratory.Messages;

/// <summary>The present settings, or the recommended ones.</summary>
/// <param name="EtaG">The generator's rate.</param>
/// <param name="EtaD">The discriminator's rate.</param>
/// <param name="Weights">The penalties' weights by name.</param>
/// <param name="Predicted">c, o or s where they hold, d where they leave; null where nothing is predicted.</param>
/// <param name="Margin">By what both rates can be multiplied; null where no factor is an edge.</param>
/// <param name="Why">Why they are recommended; null for the present ones.</param>
/// <param name="Set">What to give <c>--set</c> to train on with them.</param>
internal sealed record ChosenInfo(
    double EtaG,
    double EtaD,
    IReadOnlyDictionary<string, double?> Weights,
    string? Predicted,
    double? Margin,
    string? Why,
    IReadOnlyList<string> Set);
