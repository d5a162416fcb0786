namespace Saddle.Catalog;

/// <summary>What can be wrong with an entry that only shows when one is made with its defaults.</summary>
/// <param name="declaration">The declaration, in which nothing else is wrong.</param>
internal sealed class InstanceChecks(Declaration declaration)
{
    /// <summary>Makes one, and takes down the mistakes.</summary>
    public void Run()
    {
        if (Make() is not { } made)
        {
            return;
        }

        foreach (var parameter in declaration.Parameters)
        {
            Try(() => Check(parameter, parameter.Get(made)), Mistakes.CheckFails);
        }

        if (declaration.IsSound && made is IValidated validated)
        {
            Try(validated.Validate, Mistakes.ValidateFails);
        }

        if (declaration.IsSound && made is ICheckedEntry own)
        {
            Try(() => AddAll(own.FindMistakes()), Mistakes.CheckFails);
        }
    }

    private object? Make()
    {
        object? made = null;
        var nothing = new Dictionary<string, object>(StringComparer.Ordinal);
        Try(() => made = declaration.Make(nothing), Mistakes.ConstructorFails);
        return made;
    }

    private void Check(Parameter parameter, object? value)
    {
        if (value is null)
        {
            declaration.Add(Mistakes.NullDefault(), parameter.Property.Name);
        }
        else if (parameter.Refusal(value) is { } reason)
        {
            declaration.Add(Mistakes.DefaultRefused(reason), parameter.Property.Name);
        }
        else if (parameter.Default.Length > 0 && parameter.Format(value) != parameter.Default)
        {
            declaration.Add(Mistakes.NotKept(parameter.Default, parameter.Format(value)), parameter.Property.Name);
        }
    }

    private void AddAll(IEnumerable<Mistake> mistakes)
    {
        foreach (var mistake in mistakes)
        {
            declaration.Add(mistake);
        }
    }

    // Whatever a contributor's code throws is a mistake of that entry alone, and told.
    private void Try(Action action, Func<Exception, Mistake> mistake)
    {
        try
        {
            action();
        }
        catch (Exception failure)
        {
            declaration.Add(mistake(failure));
        }
    }
}
