namespace Saddle.App.Laboratory.Messages;

/// <summary>What the playground asks for.</summary>
/// <param name="Data">The data set: points in the plane.</param>
/// <param name="Objective">What the players descend.</param>
/// <param name="Regularisers">What is added.</param>
/// <param name="Rule">The update rule.</param>
/// <param name="Width">The units of each hidden layer of both networks.</param>
/// <param name="Depth">The number of hidden layers.</param>
/// <param name="Batch">The samples a side that an update sees.</param>
/// <param name="Seed">The seed of everything random.</param>
/// <param name="Pace">Updates between two frames; 0 for as many as the time of a frame holds.</param>
/// <param name="Conditioning">How the players take up a point's class; nothing where they do not.</param>
/// <param name="Shown">The class that scores and the latent grid are of; null for the mean over classes.</param>
internal sealed record PlaygroundRequest(
    EntryChoice Data,
    EntryChoice Objective,
    IReadOnlyList<EntryChoice> Regularisers,
    EntryChoice Rule,
    int Width = 64,
    int Depth = 2,
    int Batch = 128,
    ulong Seed = 1,
    int Pace = 0,
    IReadOnlyList<EntryChoice>? Conditioning = null,
    int? Shown = null);
