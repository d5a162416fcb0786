using System.Reflection;

namespace Saddle.Catalog;

/// <summary>What a type declares: an entry's texts and settings, and what is wrong with them.</summary>
internal sealed class Declaration
{
    private static readonly EntryAttribute Unmarked = new(string.Empty, string.Empty, string.Empty, string.Empty);

    private readonly List<DeclarationError> _errors = [];
    private readonly Lazy<bool> _isSoundInItsFamily;
    private MethodInfo? _clone;
    private ConstructorInfo? _constructor;
    private ICheckedEntry? _own;

    /// <summary>Reads what a type declares.</summary>
    /// <param name="type">The type.</param>
    public Declaration(Type type)
    {
        (Type, Family) = (type, Families.Find(type));
        _isSoundInItsFamily = new(CheckOwn);
        try
        {
            Entry = type.GetCustomAttribute<EntryAttribute>() ?? Unmarked;
            Read();
        }
        catch (Exception failure) when (failure is TypeLoadException or BadImageFormatException or IOException)
        {
            Entry ??= Unmarked;
            Add(Mistakes.TypeUnreadable(failure.Message));
        }
    }

    /// <summary>The type.</summary>
    public Type Type { get; }

    /// <summary>The base type of its family; null where it belongs to none.</summary>
    public Type? Family { get; }

    /// <summary>The texts; empty where the type is not marked.</summary>
    public EntryAttribute Entry { get; }

    /// <summary>The name; empty where there is none.</summary>
    public string Name => Entry.Name ?? string.Empty;

    /// <summary>The settings: the constructor's parameters, then what it inherits.</summary>
    public IReadOnlyList<Parameter> Parameters { get; private set; } = [];

    /// <summary>The settings that are set by one name, by that name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Shorthands { get; private set; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>Each setting's default, as text; complete where nothing is wrong.</summary>
    public IReadOnlyDictionary<string, string> Defaults { get; private set; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What is wrong; none where all is well.</summary>
    public IReadOnlyList<DeclarationError> Errors => _errors;

    /// <summary>Whether nothing is wrong, as far as has been looked.</summary>
    public bool IsSound => _errors.Count == 0;

    /// <summary>
    /// Whether nothing is wrong in what its family looks for itself either. That can take longer than all else, so it
    /// is looked for when the entry is asked for, or all are.
    /// </summary>
    public bool IsSoundInItsFamily => _isSoundInItsFamily.Value;

    /// <summary>Takes down a mistake.</summary>
    /// <param name="mistake">The mistake.</param>
    /// <param name="parameter">The parameter or property that it is about; null for the type.</param>
    public void Add(Mistake mistake, string? parameter = null) =>
        _errors.Add(new($"{Type.Assembly.GetName().Name}.dll", Type.FullName ?? Type.Name, parameter, mistake));

    /// <summary>Makes an instance. Whether its settings fit together is not asked.</summary>
    /// <param name="values">Values by setting; others keep their defaults.</param>
    public object Make(IReadOnlyDictionary<string, object> values)
    {
        var arguments = Parameters.Take(_constructor!.GetParameters().Length)
            .Select(parameter => values.GetValueOrDefault(parameter.Name) ?? parameter.DefaultValue)
            .ToArray();
        var made = _constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
        foreach (var parameter in Parameters.Skip(arguments.Length).Where(p => values.ContainsKey(p.Name)))
        {
            parameter.Set(made, values[parameter.Name]);
        }

        return made;
    }

    /// <summary>A copy of an instance.</summary>
    /// <param name="made">The instance.</param>
    public object Copy(object made) => (_clone ??= TypeChecks.CloneMethod(Type)!).Invoke(made, null)!;

    private void Read()
    {
        if (!Type.IsDefined(typeof(EntryAttribute), inherit: false))
        {
            Add(Mistakes.NoEntry(Family ?? Type));
            return;
        }

        AddAll(TypeChecks.Find(Type, Family));
        AddAll(EntryChecks.Find(Entry, Families.NameForm(Family)));
        if (Type.GetConstructors() is [var only])
        {
            _constructor = only;
            Parameters = new SettingsReader(this).Read(only);
        }

        Shorthands = Type.GetCustomAttributes<ShorthandAttribute>(inherit: true)
            .ToDictionary(shorthand => shorthand.Name, shorthand => shorthand.Parameters, StringComparer.Ordinal);
        if (IsSound)
        {
            AddAll(ShorthandChecks.Find(Shorthands, Parameters));
        }

        if (IsSound)
        {
            var instance = new InstanceChecks(this);
            Defaults = instance.Run();
            _own = instance.Own;
        }
    }

    private bool CheckOwn()
    {
        if (IsSound && _own is { } own)
        {
            new InstanceChecks(this).Run(own);
        }

        return IsSound;
    }

    private void AddAll(IEnumerable<Mistake> mistakes)
    {
        foreach (var mistake in mistakes)
        {
            Add(mistake);
        }
    }
}
