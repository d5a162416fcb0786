namespace Saddle.App.Laboratory.Messages;

/// <summary>An entry of a catalogue, with settings as text by name.</summary>
internal sealed record EntryChoice(string Name, IReadOnlyDictionary<string, string> Settings);
