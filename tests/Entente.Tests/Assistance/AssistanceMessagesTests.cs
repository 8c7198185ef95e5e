using System.Text;
using Entente.Protocol.Messages;
using Entente.Tests.Protocol.Messages;

namespace Entente.Tests.Assistance;

/// <summary>What the form of a message of assistance cannot exclude and its kind refuses, one change of the published example at a time.</summary>
public sealed class AssistanceMessagesTests
{
    private const string Request = "0197a3d1-40aa-7c3e-8f10-5b7d2c9e6a01";

    private const string Nobody = "00000000-0000-0000-0000-000000000000";

    [Theory]
    [InlineData("assistance.drafted/1", "\"revision\":1", "\"revision\":0", "$.revision")]
    [InlineData("assistance.drafted/1", "\"instrument\":\"mlat\"", "\"instrument\":\"an MLAT\"", "$.request.instrument")] // words, and not sentences
    [InlineData("assistance.drafted/1", "\"assistance\":\"statement\"", "\"assistance\":\"\"", "$.request.assistance")]
    [InlineData("assistance.drafted/1", "Under oath", " ", "$.request.procedure[0]")]
    [InlineData("assistance.drafted/1", "2027-01-15T21", "2027-01-10T21", "$.request.measure.until")] // over before it begins
    [InlineData("assistance.drafted/1", "12500.5", "-1", "$.request.measure.amount")]
    [InlineData("assistance.drafted/1", ",\"currency\":\"EUR\"", "", "$.request.measure.currency")]
    [InlineData("assistance.drafted/1", "\"currency\":\"EUR\"", "\"currency\":\"XXQ\"", "$.request.measure.currency")]
    [InlineData("assistance.drafted/1", "Forgery", "", "$.request.offence.there")]
    [InlineData("assistance.drafted/1", "HERON-3", "", "$.request.oral.reference")]
    [InlineData("assistance.drafted/1", Request, Nobody, "$.request.follows.requestId")]
    [InlineData("assistance.drafted/1", "\"bytes\":48213", "\"bytes\":0", "$.request.attachments[0].bytes")]
    [InlineData("assistance.drafted/1", "3b1f0c9a", "3B1F0C9A", "$.request.attachments[0].sha256")]
    [InlineData("assistance.drafted/1", "\"language\":\"en\"", "\"language\":\"eng\"", "$.request.attachments[0].language")]
    [InlineData("assistance.drafted/1", "\"name\":\"Marlowe\"", "\"name\":\"\"", null)] // a subject that nothing names
    [InlineData("assistance.commented/1", "\"part\":\"offence\"", "\"part\":\"the offence\"", "$.remarks[0].part")]
    [InlineData("assistance.requested/1", Request, Nobody, "$.requestId")]
    [InlineData("assistance.requested/1", "\"version\":1", "\"version\":0", "$.request.basis.version")]
    [InlineData("assistance.requested/1", "26CAEX0048812", "", "$.request.declarations[0].reference")]
    [InlineData("assistance.requested/1", "\"fields\":[\"content\"]", "\"fields\":[]", "$.request.wanted[0].fields")]
    [InlineData("assistance.requested/1", "\"fields\":[\"content\"]", "\"fields\":[\"content\",\"content\"]", "$.request.wanted[0].fields")]
    [InlineData("assistance.requested/1", "\"language\":\"en\"", "\"language\":\"EN\"", "$.request.language")]
    [InlineData("assistance.requested/1", "assuranceNoEvidence", "assurance, no evidence", "$.request.assurances[0]")]
    [InlineData("assistance.acknowledged/1", "2026-12-22T05", "2026-11-22T05", "$.decideBy")] // due before it came
    [InlineData("assistance.acknowledged/1", "\"reach\":\"\\u002B1 613 555 0100\"", "\"reach\":\"\"", "$.office.reach")]
    [InlineData("assistance.decided/1", "\"decision\":\"acceptedInPart\"", "\"decision\":\"accepted\"", "$.ground")] // accepted wholly, and yet a ground
    [InlineData("assistance.decided/1", "\"ground\":\"professionalSecrecy\",", "", "$.ground")]
    [InlineData("assistance.decided/1", "[\"The payment terms on page 2 of the invoice.\"]", "[]", "$.declined")]
    [InlineData("assistance.decided/1", "\"asked\":[]", "\"asked\":[\"assuranceRetention\"]", "$.asked")]
    [InlineData("assistance.decided/1", "\"asked\":[]", "\"asked\":[],\"terms\":\"Destroy it.\"", "$.terms")]
    [InlineData("assistance.decided/1", "\"asked\":[]", "\"asked\":[],\"until\":\"2027-01-01\"", "$.until")]
    [InlineData("assistance.decided/1", "\"lacking\":[]", "\"lacking\":[{\"part\":\"verified\",\"text\":\"When?\"}]", "$.lacking")]
    [InlineData("assistance.decided/1", "\"decision\":\"acceptedInPart\"", "\"decision\":\"postponed\"", "$.until")] // until when?
    [InlineData("assistance.assured/1", "[\"assuranceNoEvidence\",\"assuranceRetention\"]", "[]", "$.assured")]
    [InlineData("assistance.assured/1", "\"ordinal\":3", "\"ordinal\":0", "$.ordinal")]
    [InlineData("assistance.replied/1", "\"form\":\"certifiedCopy\"", "\"form\":\"copy\"", "$.documents[0].trueCopy")] // a plain copy is not certified
    [InlineData("assistance.replied/1", "True copy of the document filed with the declaration.", "", "$.documents[0].trueCopy.statement")]
    [InlineData("assistance.replied/1", "{\"data\":\"documents\"", "{\"data\":\"declarations\"", "$.given")] // one category twice
    [InlineData("assistance.replied/1", "\"amount\":85", "\"amount\":0", "$.cost.amount")]
    [InlineData("assistance.reported/1", "The value was corrected; duty of 2 940 EUR was recovered.", "", "$.outcome")]
    [InlineData("assistance.withdrawn/1", "The importer has corrected the declaration.", "", "$.reason")]
    [InlineData("assistance.prioritised/1", "\"step\":\"given\"", "\"step\":\"asked\"", "$.limit")] // asked for, and no limit
    [InlineData("assistance.prioritised/1", "0197a3d9-11c4-7b20-9a55-0c4f7e2d8b13", Request, "$.order")] // one request twice
    [InlineData("information.given/1", "\"category\":\"businesses\",\"name\":\"Metaal Import BV\"", "\"category\":\"businesses\",\"name\":\"\"", null)]
    [InlineData("automatic.proposed/1", "\"everyDays\":7", "\"everyDays\":0", "$.set.everyDays")]
    [InlineData("automatic.proposed/1", "2027-11-30", "2026-11-30", "$.set.until")]
    [InlineData("automatic.proposed/1", "{\"data\":\"declarations\"", "{\"data\":\"seizures\"", "$.set.data")]
    [InlineData("automatic.answered/1", "\"answer\":\"declined\"", "\"answer\":\"agreed\"", "$.reason")]
    [InlineData("automatic.delivered/1", "\"number\":3", "\"number\":0", "$.number")]
    [InlineData("automatic.delivered/1", "\"records\":4", "\"records\":0", "$.records")] // a digest of nothing
    [InlineData("automatic.delivered/1", "2026-12-21", "2026-12-01", "$.until")]
    [InlineData("authorities.published/1", "customs-central", "Customs central", "$.authorities[0].id")]
    [InlineData("authorities.published/1", "\"until\":\"17:00:00\"", "\"until\":\"08:30:00\"", "$.authorities[0].hours[0].until")]
    [InlineData("authorities.published/1", "\"language\":\"fr\"", "\"language\":\"en\"", "$.authorities[0].names")] // two names in one language
    [InlineData("authorities.published/1", "\"languages\":[\"en\",\"fr\"]", "\"languages\":[]", "$.authorities[0].languages")]
    [InlineData("authorities.published/1", "\"monthlyCapacity\":40", "\"monthlyCapacity\":-1", "$.authorities[0].competences[0].monthlyCapacity")]
    public void What_a_kind_does_not_allow_is_refused_with_its_place(string key, string right, string wrong, string? at)
    {
        var text = MessageKindTests.Example(key).ToJsonString();
        text.ShouldContain(right);

        var fault = MessageKind.All[key].Check(Encoding.UTF8.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal))).ShouldNotBeNull();

        fault.Code.Id.ShouldBe("message-value");
        if (at is not null)
        {
            fault.At.ShouldBe(at);
        }
    }

    [Theory]
    [InlineData("assistance.decided/1", "acceptedInPart", "granted")]
    [InlineData("assistance.requested/1", "\"form\":\"certifiedCopy\"", "\"form\":2")]
    [InlineData("assistance.requested/1", "\"category\":\"businesses\"", "\"category\":\"believers\"")] // special categories have no place
    [InlineData("assistance.requested/1", "\"warnings\":[]", "\"religion\":\"x\"")]
    [InlineData("assistance.drafted/1", "\"how\":\"converted\"", "\"how\":\"Converted\"")]
    [InlineData("automatic.delivered/1", "\"from\":\"2026-12-15\"", "\"from\":\"15.12.2026\"")]
    [InlineData("authorities.published/1", "\"day\":\"monday\"", "\"day\":\"1\"")]
    [InlineData("authorities.published/1", "08:30:00", "half past eight")]
    public void What_is_of_another_form_is_malformed(string key, string right, string wrong)
    {
        var text = MessageKindTests.Example(key).ToJsonString();
        text.ShouldContain(right);

        MessageKind.All[key].Check(Encoding.UTF8.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal))).ShouldNotBeNull().Code.Id.ShouldBe("message-malformed");
    }

    [Theory]
    [InlineData("assistance.requested/1", "$.request.declarations", 101)]
    [InlineData("assistance.requested/1", "$.request.subjects", 51)]
    [InlineData("assistance.replied/1", "$.documents", 101)]
    public void Lists_have_an_end(string key, string at, int count)
    {
        var example = MessageKindTests.Example(key);
        var list = at.TrimStart('$', '.').Split('.').Aggregate((System.Text.Json.Nodes.JsonNode)example, (owner, name) => owner[name]!).AsArray();
        while (list.Count < count)
        {
            list.Add(list[0]!.DeepClone());
        }

        var fault = MessageKind.All[key].Check(Encoding.UTF8.GetBytes(example.ToJsonString())).ShouldNotBeNull();

        (fault.Code.Id, fault.At).ShouldBe(("message-value", at));
    }

    [Fact]
    public void No_message_of_assistance_has_a_place_for_the_name_of_an_officer() => typeof(MessageKind).Assembly.GetTypes()
        .Where(type => type.Namespace == "Entente.Protocol.Assistance")
        .SelectMany(type => type.GetProperties(), (type, property) => $"{type.Name}.{property.Name}")
        .Where(name => name.Contains("Officer", StringComparison.OrdinalIgnoreCase) || name.Contains("Clerk", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
}
