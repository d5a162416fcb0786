using Saddle.Gans.Networks;
using Saddle.Gans.Objectives;
using Saddle.Gans.Regularisers;

namespace Saddle.Gans;

/// <summary>What a neural GAN is, apart from its data and its update rule.</summary>
/// <param name="Generator">The generator's architecture.</param>
/// <param name="Discriminator">The discriminator's architecture.</param>
/// <param name="Objective">What the players descend.</param>
/// <param name="Regularisers">What is added.</param>
/// <param name="Batch">The number of samples a side that one evaluation sees.</param>
public sealed record Gan(Network Generator, Network Discriminator, Objective Objective, IReadOnlyList<Regulariser> Regularisers, int Batch);
