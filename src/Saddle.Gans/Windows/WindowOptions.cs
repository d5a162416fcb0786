namespace Saddle.Gans.Windows;

/// <summary>How much is computed for a map of settings.</summary>
/// <param name="Updates">The number of updates that every answer is about, and the most of a short run.</param>
/// <param name="Lines">The number of lines of the map on which an edge is confirmed by short runs.</param>
/// <param name="Batch">
/// The number of samples a side of the batch that is held; 0 for the whole data where they are at most four of the
/// run's batches, else for four batches.
/// </param>
/// <param name="Products">The most products with the Jacobian at one state.</param>
public sealed record WindowOptions(long Updates = 1000, int Lines = 5, int Batch = 0, int Products = 400);
