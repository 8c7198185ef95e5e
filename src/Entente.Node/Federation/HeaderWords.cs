using Entente.Node.Console;

namespace Entente.Node.Federation;

/// <summary>How the properties in the header of a message read to an officer: whoever writes them registers the words.</summary>
/// <param name="Names">The properties that it knows.</param>
/// <param name="Tell">What one of them says, as label and value in the officer's language; nothing where it is not of the form.</param>
internal sealed record HeaderWords(IReadOnlyCollection<string> Names, Func<Text, string, string, IReadOnlyList<(string Label, string Value)>> Tell)
{
    /// <summary>A property in words, and as it stands where nobody has words for it.</summary>
    public static IReadOnlyList<(string Label, string Value)> Of(IEnumerable<HeaderWords> known, Text text, string name, string value) =>
        known.FirstOrDefault(words => words.Names.Contains(name))?.Tell(text, name, value) is { Count: > 0 } told ? told : [(name, value)];
}

internal static class HeaderWordsRegistration
{
    public static IServiceCollection AddHeaderWords(this IServiceCollection services, HeaderWords words) => services.AddSingleton(words);
}
