using System.Text;
using System.Text.Json.Nodes;
using Entente.Protocol.Assistance;
using Entente.Protocol.Messages;
using Entente.Tests.Architecture;

namespace Entente.Tests.Protocol.Messages;

/// <summary>The examples of the specification are the vectors: what a partner reads there is what the code takes.</summary>
public sealed class MessageKindTests
{
    public static TheoryData<string> Kinds => [.. MessageKind.All.Keys.Order(StringComparer.Ordinal)];

    /// <summary>A kind, the path of a member, and whether the kind can do without it.</summary>
    public static TheoryData<string, string> Members =>
        [.. from kind in MessageKind.All.Keys.Order(StringComparer.Ordinal) from path in Paths(Example(kind), "") select new TheoryDataRow<string, string>(kind, path)];

    private static readonly string[] Optional =
    [
        "place", "handlingNote", "urgentBecause", "fault", "fault.at", "report.route", "report.companions", "report.answers", "alert.questions", "alert.handling",
        "alert.source", "alert.information", "alert.content.warnings", "alert.content.persons", "article", "lastDay",
    ];

    /// <summary>Of assistance, by kind; all of a request but what every text of one has.</summary>
    private static readonly Dictionary<string, string[]> OptionalOf = new()
    {
        ["assistance.acknowledged/1"] = ["decideBy", "replyBy", "office.reference"],
        ["assistance.decided/1"] = ["provision", "lacking", "asked"],
        ["assistance.replied/1"] = ["given", "declarations", "subjects", "documents", "attested", "cost"],
        ["evidence.handed/1"] = ["binding", "returnBy", "file", "chain"],
        ["evidence.confirmed/1"] = ["sha256"],
        ["evidence.returned/1"] = ["remark"],
        ["information.given/1"] = ["declarations", "subjects", "given", "attachments", "attested", "office.reference"],
    };

    private static readonly string[] NeededOfRequests =
    [
        "request", "request.instrument", "request.assistance", "request.purpose", "request.addressed", "request.approval", "request.basis.agreement", "request.basis.version", "request.basis.article", "request.office.name",
        "request.office.authority", "request.office.reach", "request.verified.what", "request.verified.on", "request.reciprocity.couldComply", "request.oral.at", "request.oral.office", "request.oral.reference",
        "request.follows.requestId", "request.follows.how", "request.offence.act", "request.offence.law",
    ];

    [Theory, MemberData(nameof(Kinds))]
    public void The_example_of_each_kind_is_read_and_written_back_as_it_stands(string key)
    {
        var example = Example(key);

        JsonNode.DeepEquals(JsonNode.Parse(Rewritten(key, example)), example).ShouldBeTrue(Rewritten(key, example));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Each_kind_is_on_the_page_that_lists_them_with_what_it_acknowledges(string key)
    {
        var kind = MessageKind.All[key];

        File.ReadAllText(Repository.PathOf("docs/spec/messages.md")).Split('\n')
            .ShouldContain(line => line.Contains($"[`{key}`](messages/{kind.Name}.md)", StringComparison.Ordinal) && line.EndsWith(kind.Acknowledged ? "| yes |" : "| no |", StringComparison.Ordinal));
    }

    [Fact]
    public void No_page_describes_a_kind_that_does_not_exist() =>
        Directory.GetFiles(Repository.PathOf("docs/spec/messages")).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)
            .ShouldBe(MessageKind.All.Values.Select(kind => kind.Name).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Members))]
    public void A_member_that_is_left_out_is_refused_unless_it_is_optional(string key, string path)
    {
        var example = Example(key);
        var (owner, name) = Owner(example, path);
        owner.Remove(name);

        var fault = Check(key, example.ToJsonString());

        // What a value makes necessary beside it is checked after the form.
        (fault is null).ShouldBe((IsOptional(path) || IsOptionalOf(key, path) || (path == "hitId" && key.StartsWith("supplementary", StringComparison.Ordinal))) && !(key == "acknowledgement/1" && path == "fault"), $"{path}: {fault}");
    }

    [Theory, MemberData(nameof(Members))]
    public void A_member_that_is_null_or_of_another_type_is_refused(string key, string path)
    {
        foreach (var wrong in new[] { "[[]]", """{"x":1}""", "null" })
        {
            var example = Example(key);
            var (owner, name) = Owner(example, path);
            owner[name] = JsonNode.Parse(wrong);

            Check(key, example.ToJsonString()).ShouldNotBeNull().Code.Id.ShouldBe("message-malformed", $"{path} {wrong}");
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_null_is_refused_in_every_place_also_within_a_list(string key)
    {
        var places = NullPlaces.In(Example(key).ToJsonString()).ToList();

        places.Count.ShouldBeGreaterThan(5);
        places.ShouldAllBe(place => Check(key, place.Text)!.Code.Id == "message-malformed");
    }

    [Theory, MemberData(nameof(Kinds))]
    public void An_unknown_member_is_refused_at_any_depth(string key)
    {
        foreach (var path in Objects(Example(key), ""))
        {
            var example = Example(key);
            At(example, path)["religion"] = "x";

            Check(key, example.ToJsonString()).ShouldNotBeNull(path).Code.Id.ShouldBe("message-malformed");
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Hostile_bytes_are_refused_in_words_and_never_thrown(string key)
    {
        var right = Example(key).ToJsonString();
        var deep = new string('[', 100_000);
        foreach (var hostile in new[]
        {
            "", " ", "null", "[]", "\"x\"", "1", "{", right[..^1], right + "{}", right + " x", "\uFEFF" + right, deep, $$"""{"conditions":{{deep}}""",
            right.Replace("\"conditions\":", "\"conditions\":{},\"conditions\":", StringComparison.Ordinal), right.Replace("\"conditions\"", "\"Conditions\"", StringComparison.Ordinal),
            new string(' ', 1 << 20) + right,
        })
        {
            Check(key, hostile).ShouldNotBeNull(hostile[..Math.Min(hostile.Length, 60)]).Code.Id.ShouldBe("message-malformed");
        }

        MessageKind.All[key].Check([0xFF, 0xFE, 0x7B]).ShouldNotBeNull();
        MessageKind.All[key].Check([.. Encoding.UTF8.GetBytes(right[..^2]), 0xC3, 0x28, .. "\"}"u8]).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("alert.published/1", "\"h1\"", "1")] // a number for a name
    [InlineData("alert.published/1", "\"h1\"", "\"h1, h2\"")] // two names for one
    [InlineData("alert.published/1", "\"h1\"", "\"H1\"")] // another case
    [InlineData("alert.published/1", "\"version\":1", "\"version\":\"1\"")] // text for a number
    [InlineData("alert.published/1", "\"version\":1", "\"version\":1.5")]
    [InlineData("alert.published/1", "\"version\":1", "\"version\":99999999999999999999")]
    [InlineData("alert.published/1", "\"2027-03-01\"", "\"1 March 2027\"")]
    [InlineData("alert.published/1", "\"category\":\"meansOfTransport\"", "\"category\":\"gossip\"")]
    [InlineData("alert.published/1", "\"type\":\"boat\"", "\"type\":\"submarine\"")]
    [InlineData("alert.published/1", "0197a3c5-7b10-7c41-9f6e-2d1c5b8a4e01", "x")]
    [InlineData("hit.noticed/1", "\"score\":0.86", "\"score\":\"NaN\"")]
    [InlineData("hit.noticed/1", "\"simulated\":true", "\"simulated\":\"true\"")]
    [InlineData("directory.updated/1", "eyJwYXJ0eSI6IkNBIiwidmVyc2lvbiI6NH0=", "not Base64")]
    public void What_is_of_another_form_is_malformed(string key, string right, string wrong) => Changed(key, right, wrong).ShouldBe("message-malformed");

    [Theory]
    [InlineData("alert.published/1", "[\"customs\",\"police\"]", "[]")] // nobody may see it
    [InlineData("alert.published/1", "[\"customs\",\"police\"]", "[\"customs\",\"customs\"]")]
    [InlineData("alert.published/1", "\"version\":1", "\"version\":0")]
    [InlineData("alert.published/1", "2028-03-01", "2027-01-01")] // forgotten before it is reviewed
    [InlineData("alert.published/1", "0197a3c5-7b10-7c41-9f6e-2d1c5b8a4e01", "00000000-0000-0000-0000-000000000000")]
    [InlineData("alert.published/1", "\"handling\":\"h1\",\"authorities\"", "\"handling\":\"h3\",\"authorities\"")] // H3 without words
    [InlineData("hit.noticed/1", "0.86", "1.01")]
    [InlineData("hit.noticed/1", "0.86", "1e999")]
    [InlineData("hit.noticed/1", "0.86", "-0.01")]
    [InlineData("hit.noticed/1", "SGSIN", "Pasir Panjang, gate 3")] // nearer than a port
    [InlineData("hit.noticed/1", "\"field\":\"name\"", "\"field\":\"Ida Marlowe\"")] // a value where a rule belongs
    [InlineData("hit.judged/1", "\"ordinal\":1", "\"ordinal\":0")]
    [InlineData("hit.reported/1", "Pasir Panjang, gate 3", " ")]
    [InlineData("hit.reported/1", ",\"actionTaken\":\"specificCheck\"", "")] // neither done nor impossible
    [InlineData("supplementary.asked/1", "Was anybody seen with the consignee?", "")]
    [InlineData("supplementary.asked/1", "The vessel sails at noon.", "")] // urgent without a reason
    [InlineData("supplementary.asked/1", "2026-11-22T11:20:00", "2026-11-22T19:20:01")] // a second more than 12 hours
    [InlineData("supplementary.asked/1", "2026-11-22T11:20:00", "2026-11-22T07:20:00")] // due when asked
    [InlineData("supplementary.answered/1", "One man, who left by taxi. He was not identified.", "  ")]
    [InlineData("acknowledgement/1", "\"refused\"", "\"done\"")] // done, and yet a fault
    [InlineData("acknowledgement/1", "\"code\":\"alert-value\"", "\"code\":\"<script>\"")]
    [InlineData("directory.updated/1", "eyJwYXJ0eSI6IkNBIiwidmVyc2lvbiI6NH0=", "")]
    [InlineData("codes.updated/1", "\"entries\":5613", "\"entries\":0")]
    [InlineData("codes.updated/1", "9f86d081", "9F86D081")]
    public void What_a_kind_does_not_allow_is_refused(string key, string right, string wrong) => Changed(key, right, wrong).ShouldBe("message-value");

    [Fact]
    public void An_alert_of_a_published_list_is_not_taken() =>
        Changed("alert.published/1", "\"questions\"", "\"listing\":{\"list\":\"UN-SC\",\"reference\":\"1\"},\"questions\"").ShouldBe("alert-from-list");

    [Fact]
    public void A_notice_has_no_place_for_what_was_declared() =>
        typeof(HitNoticed).GetProperties().Where(property => property.CanWrite).Select(property => property.Name).Order()
            .ShouldBe(["AlertId", "AlertVersion", "Compared", "Conditions", "Consignment", "HitId", "NoticedAt", "Place", "Role", "Score", "Simulated"]);

    [Theory]
    [InlineData("alert.published", 1, null)]
    [InlineData("alert.published", 2, "version 1; version 2 came")] // a newer node sends it
    [InlineData("alert.published", 0, "version 1")]
    [InlineData("alert.gossiped", 1, "no kind of that name")]
    [InlineData("Alert.Published", 1, "no kind of that name")]
    public void A_kind_that_is_not_read_is_refused_with_the_versions_that_are(string name, int version, string? words)
    {
        MessageKind.TryFind(name, version, out var kind, out var fault).ShouldBe(words is null);

        if (words is null)
        {
            kind!.Key.ShouldBe("alert.published/1");
        }
        else
        {
            fault!.Code.Id.ShouldBe("message-kind-unknown");
            fault.Detail.ShouldContain(words);
        }
    }

    [Fact]
    public void What_no_reader_would_take_is_not_written() => Should.Throw<ArgumentException>(() =>
        MessageKind.Acknowledgement.Write(Acknowledgement.Of("", null, new(2026, 11, 22))));

    private static string Changed(string key, string right, string wrong)
    {
        var text = Example(key).ToJsonString();
        text.ShouldContain(right);
        return Check(key, text.Replace(right, wrong, StringComparison.Ordinal)).ShouldNotBeNull().Code.Id;
    }

    private static Entente.Protocol.Faults.Fault? Check(string key, string json) => MessageKind.All[key].Check(Encoding.UTF8.GetBytes(json));

    private static string Rewritten(string key, JsonObject example)
    {
        var kind = MessageKind.All[key];
        var json = Encoding.UTF8.GetBytes(example.ToJsonString());
        return kind switch
        {
            MessageKind<AlertPublished> one => Both(one, json),
            MessageKind<AlertAmended> one => Both(one, json),
            MessageKind<AlertWithdrawn> one => Both(one, json),
            MessageKind<HitNoticed> one => Both(one, json),
            MessageKind<HitJudged> one => Both(one, json),
            MessageKind<HitReported> one => Both(one, json),
            MessageKind<SupplementaryAsked> one => Both(one, json),
            MessageKind<SupplementaryAnswered> one => Both(one, json),
            MessageKind<Acknowledgement> one => Both(one, json),
            MessageKind<DirectoryUpdated> one => Both(one, json),
            MessageKind<CodesUpdated> one => Both(one, json),
            MessageKind<AssistanceDrafted> one => Both(one, json),
            MessageKind<AssistanceCommented> one => Both(one, json),
            MessageKind<AssistanceRequested> one => Both(one, json),
            MessageKind<AssistanceAcknowledged> one => Both(one, json),
            MessageKind<AssistanceDecided> one => Both(one, json),
            MessageKind<AssistanceAssured> one => Both(one, json),
            MessageKind<AssistanceReplied> one => Both(one, json),
            MessageKind<AssistanceReported> one => Both(one, json),
            MessageKind<AssistanceWithdrawn> one => Both(one, json),
            MessageKind<AssistancePrioritised> one => Both(one, json),
            MessageKind<EvidenceHanded> one => Both(one, json),
            MessageKind<EvidenceChunk> one => Both(one, json),
            MessageKind<EvidenceConfirmed> one => Both(one, json),
            MessageKind<EvidenceDeclined> one => Both(one, json),
            MessageKind<EvidenceReturned> one => Both(one, json),
            MessageKind<InformationGiven> one => Both(one, json),
            MessageKind<AutomaticProposed> one => Both(one, json),
            MessageKind<AutomaticAnswered> one => Both(one, json),
            MessageKind<AutomaticDelivered> one => Both(one, json),
            MessageKind<AutomaticEnded> one => Both(one, json),
            MessageKind<AuthoritiesPublished> one => Both(one, json),
            MessageKind<AgreementOffered> one => Both(one, json),
            MessageKind<AgreementSigned> one => Both(one, json),
            MessageKind<AgreementSuspended> one => Both(one, json),
            MessageKind<AgreementResumed> one => Both(one, json),
            _ => throw new InvalidOperationException($"{key} has no row here."),
        };
    }

    private static string Both<T>(MessageKind<T> kind, byte[] json)
        where T : MessagePayload
    {
        kind.TryRead(json, out var payload, out var fault).ShouldBeTrue($"{fault}");
        return Encoding.UTF8.GetString(kind.Write(payload!));
    }

    internal static JsonObject Example(string key)
    {
        var page = File.ReadAllText(Repository.PathOf($"docs/spec/messages/{MessageKind.All[key].Name}.md"));
        var start = page.IndexOf("```json\n", StringComparison.Ordinal) + 8;
        return JsonNode.Parse(page[start..page.IndexOf("\n```", start, StringComparison.Ordinal)])!.AsObject();
    }

    // An amount goes with its currency; a request that is sent names article, matter and office.
    private static bool IsOptionalOf(string key, string path) => OptionalOf.GetValueOrDefault(key, []).Contains(path)
        || (path.StartsWith("request.", StringComparison.Ordinal) && !NeededOfRequests.Contains(path) && path is not ("request.measure.amount" or "request.measure.currency")
            && !(key == "assistance.requested/1" && path is "request.basis" or "request.matter" or "request.office"));

    private static bool IsOptional(string path) => Optional.Contains(path) || path.StartsWith("alert.content.person.", StringComparison.Ordinal) && path != "alert.content.person.name"
        || path is "alert.content.means.name" or "alert.content.means.imo" or "alert.content.means.formerNames";

    private static IEnumerable<string> Paths(JsonObject owner, string before) =>
        owner.SelectMany(member => member.Value is JsonObject inner ? Paths(inner, $"{before}{member.Key}.").Prepend(before + member.Key) : [before + member.Key]);

    private static IEnumerable<string> Objects(JsonObject owner, string path) =>
        owner.Where(member => member.Value is JsonObject).SelectMany(member => Objects((JsonObject)member.Value!, path.Length == 0 ? member.Key : $"{path}.{member.Key}")).Prepend(path);

    private static (JsonObject Owner, string Name) Owner(JsonObject example, string path)
    {
        var dot = path.LastIndexOf('.');
        return dot < 0 ? (example, path) : (At(example, path[..dot]), path[(dot + 1)..]);
    }

    private static JsonObject At(JsonObject example, string path) =>
        path.Length == 0 ? example : path.Split('.').Aggregate(example, (owner, name) => owner[name]!.AsObject());
}
