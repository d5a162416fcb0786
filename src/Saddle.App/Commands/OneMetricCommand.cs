using System.CommandLine;
using Saddle.App.Samples;
using Saddle.Catalog;
using Saddle.Metrics;
using Saddle.Metrics.Reading;

namespace Saddle.App.Commands;

/// <summary>A command that measures one metric, whose name it has.</summary>
public abstract class OneMetricCommand : MeasuringCommand
{
    private readonly List<(string Setting, Option<string?> Option)> _own = [];

    /// <summary>Declares an option for one of the metric's settings.</summary>
    /// <param name="setting">The setting's name.</param>
    protected void DeclareSetting(string setting)
    {
        var parameter = Catalog<Metric>.Get(Name).Parameters.First(p => p.Name == setting);
        _own.Add((setting, DeclareText($"--{setting}", parameter.Doc)));
    }

    /// <inheritdoc/>
    private protected override IReadOnlyList<(string Metric, IReadOnlyDictionary<string, string> Settings)> Choose(
        Invocation call,
        Source generated) =>
        [(Name, Given(call))];

    /// <inheritdoc/>
    private protected override void Report(Invocation call, Comparison comparison, IReadOnlyList<Measured> all) =>
        call.Result(
            MetricReport.Document(comparison, all[0]),
            console => MetricReport.Show(console, comparison, all));

    private Dictionary<string, string> Given(Invocation call) => _own
        .Where(own => call.Get(own.Option) is not null)
        .ToDictionary(own => own.Setting, own => call.Get(own.Option)!, StringComparer.Ordinal);
}
