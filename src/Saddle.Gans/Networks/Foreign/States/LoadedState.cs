using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.States;

/// <summary>A network's state from a file.</summary>
/// <param name="Key">Where in the file it lies; empty where the whole file is it.</param>
/// <param name="Values">
/// One tensor for each of the network's, of its shape and type; its own where the file gives none and need not.
/// </param>
/// <param name="Notes">What a user should know, a sentence each, without a full stop.</param>
public sealed record LoadedState(string Key, IReadOnlyList<Tensor> Values, IReadOnlyList<string> Notes);
