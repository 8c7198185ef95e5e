using System.Globalization;
using Entente.Node.Agreements;
using Entente.Node.Console;
using Entente.Protocol.Messages;

namespace Entente.Node.Alerts.Abroad;

/// <summary>The words of what goes to partners and comes from them, in the officer's language.</summary>
internal static class AbroadWords
{
    extension(Text t)
    {
        public string Told(Told told) => told.Kind switch
        {
            "hit.noticed" => t["That something like its subject was declared"],
            "hit.judged" => t["How it was judged"],
            _ => t["The report"],
        };

        public string Of(ConsignmentKind kind) => kind switch
        {
            ConsignmentKind.Import => t["Import"],
            ConsignmentKind.Export => t["Export"],
            ConsignmentKind.Transit => t["Transit"],
            ConsignmentKind.EntrySummary => t["Entry summary"],
            ConsignmentKind.ExitSummary => t["Exit summary"],
            ConsignmentKind.CargoReport => t["Cargo report"],
            ConsignmentKind.ArrivalNotice => t["Arrival notice"],
            ConsignmentKind.ConveyanceReport => t["Report of a means of transport"],
            ConsignmentKind.TravellerCash => t["Cash of a traveller"],
            _ => t["Other"],
        };

        public string Of(AnswerOutcome outcome) => outcome switch
        {
            AnswerOutcome.Answered => t["Answered"],
            AnswerOutcome.Partly => t["Answered in part"],
            _ => t["Cannot be answered"],
        };

        /// <summary>The law that an alert of a partner stands under here; our own for our own.</summary>
        public Clause ClauseOf(AlertOrigin? origin, PartnerPost post) => origin is null ? Clause.Own : t.ClauseOf(origin.Partner, origin.Conditions, post).Under(origin.Clause);

        /// <summary>How much the law of a partner keeps from the reader, and why.</summary>
        public string Told(KeptBack kept, PartnerPost post) => kept.Count < KeptBack.Most
            ? t["From {0}: {1}. {2}", post.NameOf(kept.Partner), kept.Count.ToString("N0", CultureInfo.CurrentCulture), t.WhyOf(kept)]
            : t["From {0}: {1} or more. {2}", post.NameOf(kept.Partner), KeptBack.Most.ToString("N0", CultureInfo.CurrentCulture), t.WhyOf(kept)];

        private string WhyOf(KeptBack kept) => kept.Why switch
        {
            "expired" => t["The last day on which it may be kept is past."],
            "purpose" => t["It was given for another purpose than yours."],
            _ => t["Its clause does not let it be read."],
        };

        public Clause ClauseOfHit(HitView hit, PartnerPost post) =>
            hit is { Partner: { } partner, Conditions: { } conditions } ? t.ClauseOf(partner, conditions, post).Under(hit.Clause) : Clause.Own;

        public Clause ClauseOf(string partner, Conditions conditions, PartnerPost post) => new()
        {
            Owner = post.Find(partner)?.Country,
            Agreement = t["Conditions of {0}", post.NameOf(partner)],
            Article = conditions.Reference,
            Purpose = t[PurposeWords.Of(conditions.Purpose)],
            Handling = conditions.Handling,
            KeepUntil = conditions.KeepUntil,
            Wording = conditions.HandlingNote,
            Uses =
            [
                new(t["Use it for the purpose that it was given for"], true),
                new(t["Use it for another purpose"], false, t["Ask {0} for permission.", post.NameOf(partner)]),
                new(t["Pass it on"], false, conditions.Onward == Onward.WithPermission ? t["Ask {0} for permission.", post.NameOf(partner)] : t["Its owner excludes this."]),
            ],
        };
    }

    extension(Clause chip)
    {
        /// <summary>With the clause of the agreement under which it was given, where there is one.</summary>
        public Clause Under(string? name) => Entente.Agreements.ClauseRef.TryParse(name, out var clause)
            ? chip with { Agreement = $"{clause.Agreement}/{clause.Version}", Article = $"{clause.Article}({clause.Ordinal})", Href = AgreementLinks.Of(clause) }
            : chip;
    }
}
