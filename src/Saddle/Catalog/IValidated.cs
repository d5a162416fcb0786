namespace Saddle.Catalog;

/// <summary>
/// An entry whose settings must fit together in a way that the ranges of single parameters cannot say.
/// </summary>
public interface IValidated
{
    /// <summary>Checks that the settings fit together.</summary>
    /// <exception cref="SettingsException">They do not; the message says how.</exception>
    void Validate();
}
