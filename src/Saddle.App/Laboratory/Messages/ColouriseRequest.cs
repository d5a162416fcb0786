namespace Saddle.App.Laboratory.Messages;

/// <summary>A photograph that a run's generator is to colour; its lightness is taken.</summary>
/// <param name="Photograph">The bytes of an image file, as base64.</param>
/// <param name="Draws">How often it is coloured.</param>
/// <param name="Seed">The seed of the draws.</param>
/// <param name="Side">The shorter side, in pixels, at which it is coloured; 0 for that of the run's data.</param>
internal sealed record ColouriseRequest(string Photograph, int Draws = 4, long Seed = 1, int Side = 0);
