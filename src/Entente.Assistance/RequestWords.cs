using System.Diagnostics.CodeAnalysis;
using Entente.Agreements;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;

namespace Entente.Assistance;

/// <summary>The words of a request as the vocabulary has them.</summary>
/// <param name="Instrument">Under what it is asked.</param>
/// <param name="Assistance">What is asked for.</param>
/// <param name="Purpose">What the answer is used for.</param>
/// <param name="Approval">The highest approval of the requesting side.</param>
/// <param name="Told">The fields that the request fills.</param>
/// <param name="Wanted">The fields that it wants.</param>
/// <param name="Assurances">What is assured from the beginning.</param>
public sealed record RequestWords(
    Instrument Instrument, AssistanceType Assistance, UsePurpose Purpose, Approval Approval, WordSet<DataField> Told, WordSet<DataField> Wanted, WordSet<Condition> Assurances)
{
    private static readonly WordSet<Condition> assurances = [Condition.AssuranceNoEvidence, Condition.AssuranceConfidentiality, Condition.AssuranceRetention];

    /// <summary>Reads the words, or says which is none and where.</summary>
    public static bool TryRead(RequestEnvelope request, [NotNullWhen(true)] out RequestWords? words, [NotNullWhen(false)] out Fault? fault)
    {
        var reader = new WordReader();
        words = new(
            reader.Read<Instrument>(request.Instrument, "$.request.instrument"),
            reader.Read<AssistanceType>(request.Assistance, "$.request.assistance"),
            reader.Read<UsePurpose>(request.Purpose, "$.request.purpose"),
            reader.Read<Approval>(request.Approval, "$.request.approval"),
            ToldFields.Of(request),
            request.Wanted.Index().Aggregate(default(WordSet<DataField>), (wanted, item) => wanted.Or(reader.Fields(item.Item.Data, item.Item.Fields, $"$.request.wanted[{item.Index}]"))),
            reader.ReadAll(request.Assurances, assurances, "$.request.assurances"));
        reader.ReadAll([.. request.Attested.Select(attested => attested.Condition)], Circumstances.OfRequests, "$.request.attested");
        fault = reader.Fault;
        words = fault is null ? words : null;
        return words is not null;
    }
}

/// <summary>Reads words of the vocabulary and keeps the first that is none.</summary>
internal sealed class WordReader
{
    public Fault? Fault { get; private set; }

    public T Read<T>(string text, string at)
        where T : struct, Enum
    {
        if (!Words.TryParse<T>(text, out var word))
        {
            Fault ??= new(FaultCode.AssistanceWord, $"\"{text}\" is not one of {string.Join(", ", Words.All<T>())}.", at);
        }

        return word;
    }

    /// <summary>Some words of a list, of which only these may stand here.</summary>
    public WordSet<T> ReadAll<T>(IReadOnlyList<string> texts, WordSet<T> permitted, string at)
        where T : struct, Enum
    {
        WordSet<T> read = [];
        foreach (var (index, text) in texts.Index())
        {
            if (Words.TryParse<T>(text, out var word) && permitted.Contains(word))
            {
                read = read.With(word);
            }
            else
            {
                Fault ??= new(FaultCode.AssistanceWord, $"\"{text}\" is not one of {permitted}.", $"{at}[{index}]");
            }
        }

        return read;
    }

    public WordSet<DataField> Fields(string data, IReadOnlyList<string> fields, string at)
    {
        WordSet<DataField> read = [];
        if (!Words.TryParse<DataCategory>(data, out var category))
        {
            Fault ??= new(FaultCode.AssistanceWord, $"\"{data}\" is not one of {string.Join(", ", Words.All<DataCategory>())}.", $"{at}.data");
            return read;
        }

        foreach (var (index, text) in fields.Index())
        {
            if (category.TryFind(text, out var named))
            {
                read = read.With(named);
            }
            else
            {
                Fault ??= new(FaultCode.AssistanceWord, $"\"{text}\" is not one of {string.Join(", ", category.FieldWords)}.", $"{at}.fields[{index}]");
            }
        }

        return read;
    }

    public WordSet<DataField> Fields(IReadOnlyList<GivenFields> given, string at) =>
        given.Index().Aggregate(default(WordSet<DataField>), (all, item) => all.Or(Fields(item.Item.Data, item.Item.Fields, $"{at}[{item.Index}]")));
}
