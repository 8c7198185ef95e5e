using System.Globalization;
using System.Text.Json;
using Entente.Agreements;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Tests.Architecture;

namespace Entente.Tests.Agreements;

/// <summary>The public corpus as questions and the verdicts that the independent model gives to them.</summary>
internal static class CorpusCases
{
    private static readonly string folder = Repository.PathOf("corpus/agreements");

    public static IEnumerable<string> Files => Directory.GetFiles(folder, "*.jsonl").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public static (AgreementBook Book, IEnumerable<JsonElement> Cases) Read(string file)
    {
        var lines = File.ReadLines(Path.Combine(folder, file)).Select(line => JsonDocument.Parse(line).RootElement);
        var texts = lines.First().GetProperty("agreements").EnumerateArray().Select(name => AgreementText.Read(File.ReadAllBytes(Path.Combine(folder, name.GetString()!))));
        return (AgreementBook.Of(texts.Select(text => text.ShouldBeOfType<AgreementReading.Accepted>().Agreement)), lines.Skip(1));
    }

    public static Question Question(JsonElement ask) => new()
    {
        Exchange = Word<ExchangeKind>(ask, "exchange")!.Value,
        Assistance = Word<AssistanceType>(ask, "assistance"),
        From = ask.GetProperty("from").GetString()!,
        To = ask.GetProperty("to").GetString()!,
        FromAuthority = Word<AuthorityKind>(ask, "fromAuthority")!.Value,
        ToAuthority = Word<AuthorityKind>(ask, "toAuthority")!.Value,
        Purpose = Word<UsePurpose>(ask, "purpose")!.Value,
        Data = [.. from category in ask.GetProperty("data").EnumerateObject() from field in category.Value.EnumerateArray() select FieldOf(category.Name, field.GetString()!)],
        Asks = ask.TryGetProperty("asks", out _) ? Set<PermittedAction>(ask, "asks") : [],
        Circumstances = [.. Set<Condition>(ask, "holding").Select(condition => new Attestation(condition, "customs"))],
        Handling = Word<HandlingCode>(ask, "handling") ?? HandlingCode.H0,
        Unverified = ask.TryGetProperty("unverified", out _),
        Approval = Word<Approval>(ask, "approval")!.Value,
        Origin = ask.TryGetProperty("origin", out var origin) ? OriginOf(origin) : null,
        On = Day(ask.GetProperty("on"))!.Value,
    };

    public static IReadOnlyList<Suspension> Suspensions(JsonElement line) => !line.TryGetProperty("suspensions", out var suspensions) ? [] :
    [
        .. from suspension in suspensions.EnumerateArray()
           select new Suspension(suspension.GetProperty("by").GetString()!, suspension.GetProperty("towards").GetString()!, Day(suspension.GetProperty("from"))!.Value)
           {
               Until = suspension.TryGetProperty("until", out var until) ? Day(until) : null,
               Agreement = suspension.TryGetProperty("agreement", out var agreement) ? agreement.GetString() : null,
               Article = suspension.TryGetProperty("article", out var article) ? article.GetString() : null,
               Category = Word<DataCategory>(suspension, "category"),
               GivingOnly = suspension.TryGetProperty("givingOnly", out _),
           },
    ];

    /// <summary>A verdict in the words of the corpus.</summary>
    public static string Told(Verdict verdict)
    {
        var told = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (verdict is Verdict.Refused refused)
        {
            told["refused"] = Words.Of(refused.Reason);
            told["clause"] = refused.Clause?.ToString() ?? "";
            told["lacking"] = Sorted(refused.Lacking);
            told["beyond"] = Sorted(refused.Beyond);
        }
        else if (verdict is Verdict.Permitted { Obligations: var obligations } permitted)
        {
            told["permitted"] = permitted.Clause.Name.ToString();
            told["strip"] = string.Join(",", permitted.Stripped.Select(field => $"{Words.Of(field.Category)}.{field.Word}").Order(StringComparer.Ordinal));
            told["handling"] = Words.Of(obligations.Handling);
            told["actions"] = Sorted(obligations.Actions);
            told["lastDay"] = obligations.LastDay?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
            told["notDecidingFactor"] = obligations.NotDecidingFactor ? "True" : "";
            told["onward"] = obligations.Onward is { } onward ? $"{Sorted(onward.Authorities)} {string.Join(",", onward.Parties.Order(StringComparer.Ordinal))} {onward.WithConsent}" : "";
        }

        return Lines(told);
    }

    public static string Told(JsonElement verdict)
    {
        var told = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in verdict.TryGetProperty("refused", out _) ? (string[])["refused", "clause", "lacking", "beyond"] : ["permitted", "strip", "handling", "actions", "lastDay", "notDecidingFactor", "onward"])
        {
            told[name] = !verdict.TryGetProperty(name, out var value) ? ""
                : name == "onward" ? $"{Listed(value.GetProperty("authorities"))} {Listed(value.GetProperty("parties"))} {value.GetProperty("withConsent").GetBoolean()}"
                : value.ValueKind == JsonValueKind.Array ? Listed(value)
                : value.ToString();
        }

        return Lines(told);
    }

    private static Origin OriginOf(JsonElement origin)
    {
        ClauseRef.TryParse(origin.GetProperty("clause").GetString(), out var clause).ShouldBeTrue();
        var rule = origin.GetProperty("onward");
        return new(origin.GetProperty("provider").GetString()!, clause, new Obligations
        {
            Handling = Word<HandlingCode>(origin, "handling")!.Value,
            Purpose = Word<UsePurpose>(origin, "purpose")!.Value,
            Actions = Set<PermittedAction>(origin, "actions"),
            Authorities = [],
            Onward = rule.ValueKind == JsonValueKind.Null ? null : new(
                Set<AuthorityKind>(rule, "authorities"), [.. rule.GetProperty("parties").EnumerateArray().Select(party => party.GetString()!)], rule.GetProperty("withConsent").GetString() == "true"),
            Retention = null,
            LastDay = Day(origin.GetProperty("lastDay")),
            Deadlines = new(),
            Languages = [],
            Costs = CostBearer.Requested,
            NotDecidingFactor = origin.GetProperty("unverified").GetBoolean(),
        })
        {
            Consents = [.. origin.GetProperty("consents").EnumerateObject().Select(consent => new OnwardConsent(consent.Name, Day(consent.Value)!.Value))],
        };
    }

    private static DataField FieldOf(string category, string word)
    {
        Words.TryParse<DataCategory>(category, out var named).ShouldBeTrue(category);
        named.TryFind(word, out var field).ShouldBeTrue(word);
        return field;
    }

    private static T? Word<T>(JsonElement element, string name)
        where T : struct, Enum
    {
        if (!element.TryGetProperty(name, out var value))
        {
            return null;
        }

        Words.TryParse<T>(value.GetString()!, out var word).ShouldBeTrue(value.GetString());
        return word;
    }

    private static WordSet<T> Set<T>(JsonElement element, string name)
        where T : struct, Enum =>
        [.. element.GetProperty(name).EnumerateArray().Select(word => Words.TryParse<T>(word.GetString()!, out var value) ? value : throw new FormatException(word.GetString()))];

    private static DateOnly? Day(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null ? null : DateOnly.ParseExact(value.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Sorted<T>(WordSet<T> words)
        where T : struct, Enum => string.Join(",", words.Select(Words.Of).Order(StringComparer.Ordinal));

    private static string Listed(JsonElement list) => string.Join(",", list.EnumerateArray().Select(item => item.GetString()));

    private static string Lines(SortedDictionary<string, string> told) => string.Join("; ", told.Select(pair => $"{pair.Key} {pair.Value}"));
}
