using Saddle.Rules;

namespace Saddle.App.Commands;

/// <summary><c>saddle rules [NAME]</c>: the update rules there are, or everything about one.</summary>
[Command("rules", "the update rules: their settings, equations and source", "rules alternating")]
public sealed class RulesCommand : CatalogCommand<Rule>;
