using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Assistance;
using Entente.Protocol.Messages;
using Entente.Tests.Node.Federation.Delivery;
using Entente.Tests.Protocol.Messages;

namespace Entente.Tests.Node.Access;

/// <summary>What an authority of this end deals with of mutual assistance, for the authorisation matrix; each method returns the number of what it made.</summary>
internal static class MatrixAssistance
{
    private static readonly byte[] Came = "Three containers"u8.ToArray();

    private static string Digest => Convert.ToHexStringLower(SHA256.HashData(Came));

    /// <summary>Information that this end gave.</summary>
    public static Task<long> GivenAsync(TestNode node, AuthorityKind owner) => node.Database.WriteAsync(session => Inform(session, owner, ours: true));

    /// <summary>Information that a partner gave, with a document.</summary>
    public static Task<long> TakenAsync(TestNode node, AuthorityKind owner) => node.Database.WriteAsync(session => Inform(session, owner, ours: false));

    /// <summary>A set that this end would give.</summary>
    public static Task<long> SubscriptionAsync(TestNode node, AuthorityKind owner) => node.Database.WriteAsync(session => Subscribe(session, owner, weGive: true));

    /// <summary>A set that a partner gives, with a delivery.</summary>
    public static Task<long> DeliveredAsync(TestNode node, AuthorityKind owner) => node.Database.WriteAsync(session =>
    {
        var number = Subscribe(session, owner, weGive: false);
        var day = DateOnly.FromDateTime(session.Now.UtcDateTime);
        new DeliveryRow
        {
            Subscription = number,
            Ordinal = 1,
            PeriodFrom = day.AddDays(-7),
            PeriodUntil = day,
            Records = 1,
            Sha256 = Digest,
            MessageId = MessageGiven.Came(session, Came),
            At = session.Now,
        }.Insert(session);
        return number;
    });

    /// <summary>A request that is being written, with a document.</summary>
    public static Task<long> CaseAsync(TestNode node, AuthorityKind owner) => node.Database.WriteAsync(session =>
    {
        var opened = CaseBook.Open(session, new()
        {
            Id = $"{RequestId.New(session.Now)}",
            Partner = "CA",
            Us = Side.Requesting,
            State = CaseState.Drafted,
            Told = CaseState.Drafted,
            Version = 1,
            Authorities = Barred.Write(new WordSet<AuthorityKind>().With(owner)),
            Instrument = Instrument.Tfa12,
            Assistance = AssistanceType.Information,
            Matter = "An invoice",
            Reference = "C-1",
        });
        CaseBook.AddText(session, opened.Number, 1, new()
        {
            Instrument = "tfa12",
            Assistance = "information",
            Purpose = "customsEnforcement",
            Addressed = AuthorityKind.Customs,
            Approval = "officer",
        });
        CaseBook.AddDocuments(session, opened.Number, ours: true, [new("invoice.txt", "text/plain", "1"u8.ToArray())]);
        return opened.Number;
    });

    private static long Inform(Session session, AuthorityKind owner, bool ours)
    {
        var number = InformationRow.Next(session);
        var told = MessageKindTests.Example(MessageKind.InformationGiven.Key);
        told["attachments"] = new JsonArray(new JsonObject { ["name"] = "photographs.pdf", ["mediaType"] = "application/pdf", ["bytes"] = Came.Length, ["sha256"] = Digest });
        new InformationRow
        {
            Number = number,
            Id = $"{RequestId.New(session.Now)}",
            Partner = "CA",
            Ours = ours ? 1 : 0,
            Authority = owner,
            Purpose = UsePurpose.CustomsEnforcement,
            Matter = "An invoice",
            Reference = "C-1",
            MessageId = ours ? "" : MessageGiven.Came(session, Came),
            KeepUntil = DateOnly.FromDateTime(session.Now.UtcDateTime).AddYears(1),
            Body = ours ? null : told.ToJsonString(),
            ToldAt = session.Now,
        }.Insert(session);
        return number;
    }

    private static long Subscribe(Session session, AuthorityKind owner, bool weGive) => new SubscriptionRow
    {
        Id = $"{SubscriptionId.New(session.Now)}",
        Partner = "CA",
        WeProposed = 1,
        WeGive = weGive ? 1 : 0,
        State = SubscriptionState.Proposed,
        Version = 1,
        Authority = owner,
        Instrument = Instrument.Cmaa,
        Reference = "DS-1",
        Name = "Copper",
        DataSet = JsonSerializer.Serialize(MessageKindTests.Example(MessageKind.AutomaticProposed.Key)["set"]),
        OpenedAt = session.Now,
    }.Save(session, Actor.Node("test"), SubscriptionStep.Propose, ours: true, "m-1", null).Number;
}
