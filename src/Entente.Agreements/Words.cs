using System.Collections.Frozen;
using Entente.Protocol.Alerts;

namespace Entente.Agreements;

/// <summary>The words of the vocabulary as agreements write them: <c>jointTaskForce</c>, <c>H1</c>.</summary>
public static class Words
{
    public static string Of<T>(T word)
        where T : struct, Enum => List<T>.Texts[word];

    /// <summary>Exactly as written: no other case, no number.</summary>
    public static bool TryParse<T>(string text, out T word)
        where T : struct, Enum => List<T>.Values.TryGetValue(text, out word);

    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => List<T>.Order;

    internal static string Lower(string name) => string.Concat(char.ToLowerInvariant(name[0]).ToString(), name.AsSpan(1));

    private static class List<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Texts = Enum.GetValues<T>().ToFrozenDictionary(
            word => word,
            word => typeof(T) == typeof(HandlingCode) ? word.ToString() : Lower(word.ToString()));

        public static readonly FrozenDictionary<string, T> Values = Texts.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

        public static readonly string[] Order = [.. Enum.GetValues<T>().Select(word => Texts[word])];
    }
}
