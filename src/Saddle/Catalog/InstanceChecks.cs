namespace Saddle.Catalog;

/// <summary>What can be wrong with an entry that only shows when one is made with its defaults.</summary>
/// <param name="declaration">The declaration, in which nothing else is wrong.</param>
internal sealed class InstanceChecks(Declaration declaration)
{
    private readonly Dictionary<string, string> _defaults = new(StringComparer.Ordinal);

    /// <summary>The one that was made, where its family has checks of its own; else null.</summary>
    public ICheckedEntry? Own { get; private set; }

    /// <summary>Makes one, and takes down the mistakes.</summary>
    /// <returns>
    /// Each setting's default as text: a property has it in an initialiser, which only an instance shows.
    /// </returns>
    public IReadOnlyDictionary<string, string> Run()
    {
        if (Make() is { } made)
        {
            foreach (var parameter in declaration.Parameters)
            {
                Try(() => Check(parameter, parameter.Get(made)), MemberFails);
            }

            if (declaration.IsSound && made is IValidated validated)
            {
                Try(validated.Validate, Mistakes.ValidateFails);
            }

            Own = made as ICheckedEntry;
        }

        return _defaults;
    }

    /// <summary>Takes down the mistakes that its family looks for itself.</summary>
    /// <param name="own">The entry.</param>
    public void Run(ICheckedEntry own) => Try(() => AddAll(own.FindMistakes()), MemberFails);

    private Mistake MemberFails(Exception failure) =>
        Mistakes.CheckFails(failure, Failures.MemberOf(failure, declaration.Type));

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
        else
        {
            var (made, held) = (parameter.Default, parameter.Format(value));
            _defaults.Add(parameter.Name, held);
            if (made.Length > 0 && held != made)
            {
                declaration.Add(Mistakes.NotKept(made, held), parameter.Property.Name);
            }
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
