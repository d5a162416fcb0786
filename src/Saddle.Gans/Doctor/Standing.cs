namespace Saddle.Gans.Doctor;

/// <summary>Which player is ahead, as losses tell it under one objective.</summary>
internal enum Standing
{
    /// <summary>Practically every generated sample is taken for real.</summary>
    GeneratorWins = -2,

    /// <summary>Most generated samples are taken for real.</summary>
    GeneratorLeads = -1,

    /// <summary>Losses lie near those of a discriminator that cannot tell.</summary>
    Even = 0,

    /// <summary>The discriminator tells most samples.</summary>
    DiscriminatorLeads = 1,

    /// <summary>The discriminator tells practically every sample.</summary>
    DiscriminatorPerfect = 2,
}
