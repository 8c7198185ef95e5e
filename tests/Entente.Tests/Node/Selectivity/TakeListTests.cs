using System.Security.Cryptography;
using Entente.Node.Federation;
using Entente.Node.Selectivity;
using Entente.Protocol.Messages;

namespace Entente.Tests.Node.Selectivity;

public sealed class TakeListTests
{
    private static readonly byte[] list = "hscode,description\n01,Animals\n02,Meat\n"u8.ToArray();

    private static readonly CodesUpdated said = new()
    {
        Conditions = Conditions.OfTheExchange("hs 2026-07-01", new(2026, 7, 1)), List = "hs", Version = "2026", ValidFrom = new(2026, 7, 1), Entries = 2, Sha256 = HashOf(list),
    };

    private static readonly OfferedList offer = new()
    {
        Id = Guid.Empty, Kind = ReferenceKind.Hs, Version = "2026", ValidFrom = said.ValidFrom, Entries = 2, Sha256 = said.Sha256, Partner = "CA", Message = "m@CA",
        OfferedAt = new(2026, 7, 2, 8, 0, 0, TimeSpan.Zero), KeepUntil = new(2027, 7, 1), State = OfferedListState.Offered, Record = 1,
    };

    public static TheoryData<string, string> Lists => new()
    {
        { "a list", "kept" },
        { "a newer list than the one in force", "kept" },
        { "another list than the one that waits", "kept" },
        { "the very list in force", "known" },
        { "the very list that waits", "known" },
        { "a list that nobody here keeps", "message-value $.list" },
        { "no attachment", "message-value $.list" },
        { "two attachments", "message-value $.list" },
        { "another attachment", "message-value $.sha256" },
        { "more entries than it has", "message-value $.entries" },
        { "a row that cannot be read", "reference-malformed line 3" },
        { "the columns of another list", "reference-malformed line 1" },
        { "another list of the day of the one in force", "reference-not-newer" },
        { "an older list than the one in force", "reference-not-newer" },
    };

    [Theory, MemberData(nameof(Lists))]
    public void A_list_that_a_partner_sends_is_kept_if_it_is_what_its_message_says(string what, string expected)
    {
        var broken = "hscode,description\n01,Animals\nX,Meat\n"u8.ToArray();
        var verdict = what switch
        {
            "a newer list than the one in force" => Decide(inForce: InForce(new(2025, 1, 1))),
            "another list than the one that waits" => Decide(waiting: offer with { Sha256 = new string('0', 64) }),
            "the very list in force" => Decide(inForce: InForce(said.ValidFrom) with { Sha256 = said.Sha256 }),
            "the very list that waits" => Decide(waiting: offer),
            "a list that nobody here keeps" => Decide(said with { List = "taric" }),
            "no attachment" => Decide(attachments: []),
            "two attachments" => Decide(attachments: [list, list]),
            "another attachment" => Decide(attachments: [broken]),
            "more entries than it has" => Decide(said with { Entries = 3 }),
            "a row that cannot be read" => Decide(said with { Sha256 = HashOf(broken) }, [broken]),
            "the columns of another list" => Decide(said with { List = "locode" }),
            "another list of the day of the one in force" => Decide(inForce: InForce(said.ValidFrom)),
            "an older list than the one in force" => Decide(inForce: InForce(new(2026, 7, 2))),
            _ => Decide(),
        };

        (verdict switch { TakeList.Verdict.Kept => "kept", TakeList.Verdict.Known => "known", TakeList.Verdict.Refused { Why: var why } => $"{why.Code} {why.At}".TrimEnd(), _ => "" })
            .ShouldBe(expected);

        static TakeList.Verdict Decide(CodesUpdated? message = null, byte[][]? attachments = null, ListVersion? inForce = null, OfferedList? waiting = null) =>
            TakeList.Decide(message ?? said, [.. (attachments ?? [list]).Select(content => new Attachment("list.csv", "text/csv", content))], inForce, waiting);
    }

    public static TheoryData<string, string?> Decisions => new()
    {
        { "what waits", null },
        { "on its last day", null },
        { "after its last day", "reference-offer-closed" },
        { "what was loaded", "reference-offer-closed" },
        { "what was dismissed", "reference-offer-closed" },
        { "what was replaced", "reference-offer-closed" },
        { "nothing", "request-not-found" },
    };

    [Theory, MemberData(nameof(Decisions))]
    public void An_offered_list_is_decided_once(string what, string? code)
    {
        var fault = what switch
        {
            "on its last day" => DecideOffer.Decide(offer, new(2027, 7, 1, 23, 59, 0, TimeSpan.Zero)),
            "after its last day" => DecideOffer.Decide(offer, new(2027, 7, 2, 0, 0, 0, TimeSpan.Zero)),
            "what was loaded" => DecideOffer.Decide(offer with { State = OfferedListState.Loaded }, offer.OfferedAt),
            "what was dismissed" => DecideOffer.Decide(offer with { State = OfferedListState.Dismissed }, offer.OfferedAt),
            "what was replaced" => DecideOffer.Decide(offer with { State = OfferedListState.Replaced }, offer.OfferedAt),
            "nothing" => DecideOffer.Decide(null, offer.OfferedAt),
            _ => DecideOffer.Decide(offer, offer.OfferedAt),
        };

        fault?.Code.Id.ShouldBe(code);
        (fault is null).ShouldBe(code is null);
    }

    private static ListVersion InForce(DateOnly version) => new() { Kind = "Hs", Version = version, Sha256 = new string('0', 64) };

    private static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
