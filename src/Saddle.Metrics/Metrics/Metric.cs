using Saddle.Catalog;

namespace Saddle.Metrics;

/// <summary>
/// A measure of how good generated samples are: a sealed record in one file, marked with its catalogue name.
/// </summary>
/// <remarks>
/// To add one: a sealed record with <c>[Entry]</c> in this folder, a <c>[Parameter]</c> with each of its settings, that
/// says by <see cref="Needs"/> what it must know of both sides, and whose <see cref="Measure"/> gives figures. It calls
/// <see cref="MeasuringSettings.Done"/> as it goes on, so that its progress is seen and it can be stopped.
/// </remarks>
[Family]
public abstract record Metric
{
    /// <summary>The catalogue name.</summary>
    public string Name => Catalog<Metric>.EntryOf(this).Name;

    /// <summary>
    /// What the metric is called on features of other networks than <see cref="Extractors.FidInception"/>; null where
    /// its name says nothing of the network.
    /// </summary>
    public virtual string? NameElsewhere => null;

    /// <summary>
    /// What is needed of the generated side, and of the reference unless <see cref="ReferenceNeeds"/> says otherwise.
    /// </summary>
    public abstract Needs Needs { get; }

    /// <summary>What is needed of the reference; none for a metric of the generated side alone.</summary>
    public virtual Needs ReferenceNeeds => Needs;

    /// <summary>What is needed of held-out real samples; none for most metrics, which look at two sides.</summary>
    public virtual Needs TestNeeds => Needs.None;

    /// <summary>Whether a greater value is a better one.</summary>
    public virtual bool HigherIsBetter => false;

    /// <summary>
    /// What each figure is meant to say of two sides of features, so that sanity checks know what to expect of it; none
    /// where there are no such checks.
    /// </summary>
    public virtual IReadOnlyList<(string Figure, FigureAim Aim)> Aims => [];

    /// <summary>The same metric where it is measured again and again on most of the samples.</summary>
    public virtual Metric OnBlock => this;

    /// <summary>
    /// The metric's name on features of some kind: FID, KID and Inception score are only those of one network.
    /// </summary>
    /// <param name="features">The extractor's name, or what else the features are.</param>
    public string NameOn(string features) =>
        NameElsewhere is { } other && features != Extractors.Extractor.Standard ? $"{other} ({features})" : Name;

    /// <summary>Measures.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="generated">What is judged.</param>
    /// <param name="how">The seed, and where progress goes.</param>
    /// <exception cref="SettingsException">A side lacks what is needed, or has too few samples.</exception>
    public abstract MetricResult Measure(Side reference, Side generated, MeasuringSettings how);

    /// <summary>The metric's settings, as they are given on the command line.</summary>
    public sealed override string ToString() => Spec.Describe(this);
}
