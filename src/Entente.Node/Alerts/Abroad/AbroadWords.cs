using System.Globalization;
using Entente.Node.Agreements;
using Entente.Node.Console;
using Entente.Protocol.Faults;
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

        /// <summary>That an alert is saved, and to whom this version of it does not go, or not yet.</summary>
        public string Saved(AlertOutcome.Stored stored, PartnerPost post)
        {
            var names = (Func<AlertAtPartner, bool> which) => AgreementWords.List(stored.Partners.Where(which).Select(one => post.NameOf(one.Partner)));
            string?[] said =
            [
                t["The alert is saved."],
                names(one => one.NotGiven?.Version == stored.Version) is { Length: > 0 } kept ? t["This version is not given to {0}: the page of the alert says why.", kept] : null,
                names(one => one.Approval is { State: ShareApprovalState.Waiting }) is { Length: > 0 } waits ? t["It goes to {0} once it is approved.", waits] : null,
            ];
            return string.Join(' ', said.OfType<string>());
        }

        /// <summary>How an alert of ours stands at a partner, in short sentences.</summary>
        public string StandsAt(AlertAtPartner at)
        {
            string?[] said =
            [
                at.Version is { } has ? t["It has version {0}.", has] : t["It has no version."],
                at.UnderWay is { End: true } ? t["That the alert has ended there is under way."] : at.UnderWay is { Version: var next } ? t["Version {0} is under way.", next] : null,
                at.Approval is { State: ShareApprovalState.Waiting, AlertVersion: var waiting } ? t["Version {0} waits for an approval.", waiting]
                    : at.Approval is { AlertVersion: var refused } ? t["Version {0} was not approved.", refused] : null,
                at.NotGiven is { End: true } ? t["That the alert has ended there could not be told."] : at.NotGiven is { Version: var kept } ? t["Version {0} was not given to it.", kept] : null,
            ];
            return string.Join(' ', said.OfType<string>());
        }

        public string WhyOf(VersionNotGiven kept) =>
            FaultCode.All.TryGetValue(kept.Fault, out var code) ? t.Told(new Fault(code, kept.Detail)) : t.Told(kept.Fault.Length == 0 ? kept.Detail : $"{kept.Fault}: {kept.Detail}");

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
