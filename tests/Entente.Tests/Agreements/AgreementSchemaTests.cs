using System.Text.Json;
using Entente.Agreements;
using Entente.Agreements.Text;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Tests.Architecture;

namespace Entente.Tests.Agreements;

/// <summary>The published schema and the reader say the same.</summary>
public sealed class AgreementSchemaTests
{
    private static readonly JsonElement schema = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("docs/spec/agreement.schema.json"))).RootElement;

    private static readonly JsonElement definitions = schema.GetProperty("$defs");

    private static readonly string page = File.ReadAllText(Repository.PathOf("docs/spec/agreements.md"));

    public static TheoryData<string, IReadOnlyList<string>> Lists => new()
    {
        { "exchange", Words.All<ExchangeKind>() },
        { "assistance", Words.All<AssistanceType>() },
        { "purpose", Words.All<UsePurpose>() },
        { "condition", Words.All<Condition>() },
        { "approval", Words.All<Approval>() },
        { "handling", Words.All<HandlingCode>() },
        { "action", Words.All<PermittedAction>() },
        { "authority", Words.All<AuthorityKind>() },
        { "ground", Words.All<RefusalGround>() },
        { "costs", Words.All<CostBearer>() },
        { "instrument", Words.All<Instrument>() },
        { "status", Words.All<AgreementStatus>() },
    };

    [Theory, MemberData(nameof(Lists))]
    public void A_list_of_words_is_the_same_in_schema_page_and_code(string name, IReadOnlyList<string> words)
    {
        Texts(definitions.GetProperty(name).GetProperty("enum")).ShouldBe(words);
        words.Where(word => !page.Contains(word, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Categories_and_fields_are_the_same()
    {
        var categories = definitions.GetProperty("data").GetProperty("properties").EnumerateObject().ToDictionary(
            category => category.Name,
            category => Texts(category.Value.GetProperty("oneOf")[1].GetProperty("items").GetProperty("enum")).ToList());
        categories.Keys.ShouldBe(Words.All<DataCategory>());
        foreach (var category in Enum.GetValues<DataCategory>())
        {
            categories[Words.Of(category)].ShouldBe(category.FieldWords);
            category.FieldWords.Append(Words.Of(category)).Where(word => !page.Contains(word, StringComparison.Ordinal)).ShouldBeEmpty();
        }
    }

    [Fact]
    public void The_keys_are_the_same()
    {
        foreach (var shape in AgreementShape.All)
        {
            var mapping = shape == AgreementShape.Agreement ? schema : definitions.GetProperty(shape.Name);
            mapping.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();
            (mapping.TryGetProperty("required", out var required) ? Texts(required) : []).Order().ShouldBe(shape.Required.Order(), shape.Name);
            mapping.GetProperty("properties").EnumerateObject().Select(key => key.Name).Order().ShouldBe(shape.Required.Concat(shape.Optional).Order(), shape.Name);
        }
    }

    [Fact]
    public void The_example_of_the_page_is_accepted()
    {
        var example = page.Split("```yaml\n")[1].Split("```")[0];
        var reading = AgreementText.Read(System.Text.Encoding.UTF8.GetBytes(example));
        (reading as AgreementReading.Refused)?.Faults.ShouldBeEmpty();
    }

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(item => item.GetString()!);
}
