using Entente.Agreements;
using Entente.Node.Console;

namespace Entente.Node.Agreements;

/// <summary>Finds agreements and their articles by name: what a clause chip, a record or a lawyer calls them.</summary>
internal static class AgreementSearch
{
    private const int MostShown = 12;

    /// <param name="shelf">The agreements.</param>
    /// <param name="words">A clause by its name, as in <c>NL-CA-CMAA/1 4(1)</c>; else words of which each must occur in the names of an agreement or of one of its articles.</param>
    /// <param name="text">The officer's language.</param>
    public static IReadOnlyList<FoundArticle> Find(AgreementShelf shelf, string words, Text text)
    {
        if (ClauseRef.TryParse(words, out var clause))
        {
            return shelf.Find(clause.Agreement, clause.Version)?.Agreement is { } named && named.Articles.FirstOrDefault(article => article.Number == clause.Article) is { } found
                ? [new(named, found)]
                : [];
        }

        string[] sought = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. shelf.Book.Agreements.SelectMany(agreement => Find(agreement, sought, text)).Take(MostShown)];
    }

    /// <summary>The agreement itself where its own names have every word, else its articles.</summary>
    private static IEnumerable<FoundArticle> Find(Agreement agreement, string[] sought, Text text)
    {
        var own = $"{agreement} {agreement.Title} {text.ShortOf(agreement.Instrument)} {text.Of(agreement.Instrument)}";
        return Has(own, sought)
            ? [new(agreement, null)]
            : agreement.Articles.Where(article => Has($"{own} {article.Number} {article.Title}", sought)).Select(article => new FoundArticle(agreement, article));
    }

    private static bool Has(string names, string[] sought) => Array.TrueForAll(sought, word => names.Contains(word, StringComparison.CurrentCultureIgnoreCase));
}

/// <param name="Agreement">The version.</param>
/// <param name="Article">The article that was found; <see langword="null"/>: the agreement as a whole.</param>
public sealed record FoundArticle(Agreement Agreement, Article? Article);
