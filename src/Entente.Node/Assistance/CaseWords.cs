using Entente.Assistance;
using Entente.Node.Console;
using Entente.Protocol.Alerts;
using Entente.Protocol.Assistance;
using Entente.Protocol.Messages;

namespace Entente.Node.Assistance;

/// <summary>A case in the officer's language: where it stands, what may be done, and how its time stands.</summary>
internal static class CaseWords
{
    extension(Text t)
    {
        public string Of(CaseState state) => t[state switch
        {
            CaseState.Drafted => Text.Key("Being written"),
            CaseState.Shared => Text.Key("Draft shared"),
            CaseState.Spoken => Text.Key("Asked by word of mouth"),
            CaseState.Received => Text.Key("Sent, receipt not acknowledged yet"),
            CaseState.Acknowledged => Text.Key("Receipt acknowledged"),
            CaseState.Incomplete => Text.Key("To be completed"),
            CaseState.Admissible => Text.Key("Admissible, to be decided"),
            CaseState.ConditionsSet => Text.Key("Conditions set"),
            CaseState.ConditionsDisputed => Text.Key("Conditions disputed"),
            CaseState.Postponed => Text.Key("Postponed"),
            CaseState.Accepted => Text.Key("Accepted, to be carried out"),
            CaseState.Executed => Text.Key("Carried out, to be answered"),
            CaseState.Replied => Text.Key("Answered, outcome owed"),
            CaseState.Reported => Text.Key("Outcome reported"),
            CaseState.Refused => Text.Key("Request refused"),
            CaseState.Withdrawn => Text.Key("Request withdrawn"),
            CaseState.Lapsed => Text.Key("Lapsed"),
            _ => Text.Key("Case closed"),
        }];

        /// <summary>The step as the button that takes it.</summary>
        public string Of(CaseStep step) => t[step switch
        {
            CaseStep.Share => Text.Key("Share the draft"),
            CaseStep.Comment => Text.Key("Remark on the draft"),
            CaseStep.Speak => Text.Key("Ask by word of mouth"),
            CaseStep.Send => Text.Key("Send the request"),
            CaseStep.Acknowledge => Text.Key("Acknowledge receipt"),
            CaseStep.AskCompletion => Text.Key("Ask for completion"),
            CaseStep.Complete => Text.Key("Send the completed request"),
            CaseStep.Admit => Text.Key("Find it admissible"),
            CaseStep.SetConditions => Text.Key("Set conditions"),
            CaseStep.Assure => Text.Key("Give the assurance"),
            CaseStep.Dispute => Text.Key("Dispute the conditions"),
            CaseStep.Accept => Text.Key("Accept the request"),
            CaseStep.AcceptInPart => Text.Key("Accept it in part"),
            CaseStep.Postpone => Text.Key("Postpone it"),
            CaseStep.Resume => Text.Key("Take it up again"),
            CaseStep.Refuse => Text.Key("Refuse it"),
            CaseStep.Extend => Text.Key("Take more time"),
            CaseStep.Execute => Text.Key("Say that it is carried out"),
            CaseStep.ReplyInPart => Text.Key("Answer in part"),
            CaseStep.Reply => Text.Key("Give the answer"),
            CaseStep.Report => Text.Key("Report the outcome"),
            CaseStep.Withdraw => Text.Key("Withdraw the request"),
            CaseStep.Lapse => Text.Key("Let it lapse"),
            _ => Text.Key("Close the case"),
        }];

        /// <summary>The step as it stands in the history.</summary>
        public string Done(CaseStep step) => t[step switch
        {
            CaseStep.Share => Text.Key("Draft shared"),
            CaseStep.Comment => Text.Key("Remarks on the draft"),
            CaseStep.Speak => Text.Key("Asked by word of mouth"),
            CaseStep.Send => Text.Key("Request sent"),
            CaseStep.Acknowledge => Text.Key("Receipt acknowledged"),
            CaseStep.AskCompletion => Text.Key("Completion asked for"),
            CaseStep.Complete => Text.Key("Request completed"),
            CaseStep.Admit => Text.Key("Found admissible"),
            CaseStep.SetConditions => Text.Key("Conditions set"),
            CaseStep.Assure => Text.Key("Assurance given"),
            CaseStep.Dispute => Text.Key("Conditions disputed"),
            CaseStep.Accept => Text.Key("Request accepted"),
            CaseStep.AcceptInPart => Text.Key("Request accepted in part"),
            CaseStep.Postpone => Text.Key("Postponed"),
            CaseStep.Resume => Text.Key("Taken up again"),
            CaseStep.Refuse => Text.Key("Request refused"),
            CaseStep.Extend => Text.Key("Deadline extended"),
            CaseStep.Execute => Text.Key("Carried out"),
            CaseStep.ReplyInPart => Text.Key("Answered in part"),
            CaseStep.Reply => Text.Key("Answer given"),
            CaseStep.Report => Text.Key("Outcome reported"),
            CaseStep.Withdraw => Text.Key("Request withdrawn"),
            CaseStep.Lapse => Text.Key("Lapsed"),
            _ => Text.Key("Case closed"),
        }];

        /// <summary>What follows from a step, said before it is taken.</summary>
        public string Consequence(CaseStep step, string partner) => t[step switch
        {
            CaseStep.Share => Text.Key("{0} sees the draft and may remark on it. It asks for nothing, binds nobody and starts no clock."),
            CaseStep.Comment => Text.Key("{0} reads your remarks. They bind nobody."),
            CaseStep.Speak => Text.Key("The file says that it was asked by word of mouth, and the time runs in which it is confirmed in writing. {0} hears of it by your telephone only."),
            CaseStep.Send => Text.Key("{0} gets the request, and its clocks start. It can be withdrawn, not unsent."),
            CaseStep.AskCompletion => Text.Key("{0} is told what is missing. Your clocks stand still until it is there; once its deadline has passed you may let the case lapse."),
            CaseStep.Complete => Text.Key("{0} gets the text as it now stands, and its clocks go on."),
            CaseStep.Admit => Text.Key("{0} is told that the request can be decided. Nothing is promised yet."),
            CaseStep.SetConditions => Text.Key("{0} is asked to assure this first. Nothing is given before; your clocks stand still."),
            CaseStep.Assure => Text.Key("This administration binds itself towards {0}. Whatever comes of the case is held to it."),
            CaseStep.Dispute => Text.Key("{0} is told what could be assured instead, and decides anew."),
            CaseStep.Accept => Text.Key("{0} is promised all that it asked for."),
            CaseStep.AcceptInPart => Text.Key("{0} is told what is declined and on which ground; the rest is promised."),
            CaseStep.Postpone => Text.Key("{0} is told the ground and the day on which the case is looked at again. Your clocks stand still."),
            CaseStep.Resume => Text.Key("{0} is told that the case goes on, and the clocks with it."),
            CaseStep.Refuse => Text.Key("The case ends. {0} is told the ground, and can ask anew."),
            CaseStep.Extend => Text.Key("{0} is told the new day and why. The deadline is counted on from where it was."),
            CaseStep.Execute => Text.Key("{0} is told that the answer follows."),
            CaseStep.ReplyInPart => Text.Key("{0} gets this much now; more follows."),
            CaseStep.Reply => Text.Key("{0} gets the answer, and owes you its outcome."),
            CaseStep.Report => Text.Key("{0} learns what its answer was good for."),
            CaseStep.Withdraw => Text.Key("The case ends. {0} is told why."),
            CaseStep.Lapse => Text.Key("The case ends, because what had to come did not come in time. {0} is told."),
            _ => Text.Key("The case is filed here. {0} hears nothing of it."),
        }, partner];

        /// <summary>Which side somebody is on, seen from here.</summary>
        public string Of(Side us) => t[us == Side.Requesting ? Text.Key("We ask") : Text.Key("We are asked")];

        public string TurnOf(CaseRow row) => CaseTable.TurnOf(row.State) is not { } turn ? t["Nobody's turn"] : turn == row.Us ? t["Our turn"] : t["Turn of {0}", Agreements.PartyNames.Of(row.Partner)];

        public string Of(SourceEvaluation source) => t[source switch
        {
            SourceEvaluation.A => Text.Key("A: no doubt about the source"),
            SourceEvaluation.B => Text.Key("B: mostly reliable"),
            SourceEvaluation.C => Text.Key("C: mostly unreliable"),
            _ => Text.Key("X: cannot be assessed"),
        }];

        public string Of(InformationEvaluation information) => t[information switch
        {
            InformationEvaluation.NoDoubt => Text.Key("1: known without reserve"),
            InformationEvaluation.KnownToSource => Text.Key("2: known to the source itself"),
            InformationEvaluation.Corroborated => Text.Key("3: corroborated"),
            _ => Text.Key("4: cannot be corroborated"),
        }];

        /// <summary>How far away an instant is, as one says it.</summary>
        public string DueIn(DateTimeOffset due, DateTimeOffset now)
        {
            var days = DateOnly.FromDateTime(due.UtcDateTime).DayNumber - DateOnly.FromDateTime(now.UtcDateTime).DayNumber;
            return due < now
                ? days == 0 ? t["due today, and past"] : t.Plural(-days, "{0} day overdue", "{0} days overdue")
                : days switch
                {
                    0 => t["due today"],
                    1 => t["due tomorrow"],
                    _ => t.Plural(days, "due in {0} day", "due in {0} days"),
                };
        }

        /// <summary>A span as one says it.</summary>
        public string Of(TimeSpan span) => span.TotalDays >= 1
            ? t.Plural((long)span.TotalDays, "{0} day", "{0} days")
            : t.Plural((long)span.TotalHours, "{0} hour", "{0} hours");

        public string Of(Part part) => t[part switch
        {
            Part.Matter => Text.Key("Matter"),
            Part.Office => Text.Key("Requesting office"),
            Part.Facts => Text.Key("What happened"),
            Part.Law => Text.Key("The law it concerns"),
            Part.Grounds => Text.Key("Why there is reason to doubt or suspect"),
            Part.Verified => Text.Key("What was verified first"),
            Part.Declarations => Text.Key("Declarations"),
            Part.Subjects => Text.Key("Whom or what it is about"),
            Part.Wanted => Text.Key("What exactly is wanted"),
            Part.Urgent => Text.Key("Why it cannot wait"),
            Part.ReplyBy => Text.Key("Answer needed by"),
            Part.Procedure => Text.Key("How it should be done"),
            Part.Confidentiality => Text.Key("Why nobody may hear of it"),
            Part.DataProtection => Text.Key("Law on confidential and personal data"),
            Part.Reciprocity => Text.Key("Reciprocity"),
            Part.CannotComply => Text.Key("What the requesting side could not comply with"),
            Part.Language => Text.Key("Language"),
            Part.Translation => Text.Key("Translated into"),
            Part.Assurances => Text.Key("Assured from the beginning"),
            Part.Attachments => Text.Key("Documents that come along"),
            Part.Contacts => Text.Key("Earlier contacts"),
            Part.Oral => Text.Key("Asked by word of mouth"),
            Part.Follows => Text.Key("The case it follows"),
            Part.Offence => Text.Key("The act and the offence"),
            Part.Place => Text.Key("Place"),
            Part.Period => Text.Key("From when until when"),
            Part.Manner => Text.Key("How it is to be done"),
            Part.Order => Text.Key("The decision it rests on"),
            Part.Questions => Text.Key("Questions to be put"),
            _ => Text.Key("Amount"),
        }];

        public string Of(DocumentForm form) => t[form switch
        {
            DocumentForm.Information => Text.Key("As information"),
            DocumentForm.Copy => Text.Key("As a copy"),
            DocumentForm.CertifiedCopy => Text.Key("As a certified copy"),
            _ => Text.Key("As an original"),
        }];

        public string Of(Usefulness usefulness) => t[usefulness switch
        {
            Usefulness.Decisive => Text.Key("It was decisive"),
            Usefulness.Helpful => Text.Key("It helped"),
            _ => Text.Key("It was not used"),
        }];

        public string Of(Succession how) => t[how switch
        {
            Succession.Resent => Text.Key("Asked anew after a refusal"),
            Succession.Converted => Text.Key("Asked anew as evidence"),
            _ => Text.Key("Asks for something besides"),
        }];

        /// <summary>What is made of a case, as the button that makes it.</summary>
        public string VerbOf(Succession how) => t[how switch
        {
            Succession.Resent => Text.Key("Ask anew"),
            Succession.Converted => Text.Key("Ask for it as evidence (MLAT)"),
            _ => Text.Key("Ask for something besides"),
        }];

        public string Consequence(Succession how) => t[how switch
        {
            Succession.Resent => Text.Key("Makes a draft with the same text and your documents. Change what stands against it; both cases are shown together, here and there."),
            Succession.Converted => Text.Key("Makes a draft of a request for mutual legal assistance: the facts, the subjects, and each document that was given, by its digest. What a court needs besides is left for you to write."),
            _ => Text.Key("Makes a draft with the same text, in which only what is wanted is left for you to write."),
        }];

        public string KindOf(ConsignmentKind kind) => t[kind switch
        {
            ConsignmentKind.Import => Text.Key("Import"),
            ConsignmentKind.Export => Text.Key("Export"),
            ConsignmentKind.Transit => Text.Key("Transit"),
            ConsignmentKind.EntrySummary => Text.Key("Entry summary"),
            ConsignmentKind.ExitSummary => Text.Key("Exit summary"),
            ConsignmentKind.CargoReport => Text.Key("Cargo report"),
            ConsignmentKind.ArrivalNotice => Text.Key("Arrival notice"),
            ConsignmentKind.ConveyanceReport => Text.Key("Report of a means of transport"),
            ConsignmentKind.TravellerCash => Text.Key("Cash of a traveller"),
            _ => Text.Key("Other"),
        }];

        /// <summary>A language by its own name, with its code.</summary>
        public string LanguageOf(string code) => t["{0} ({1})", System.Globalization.CultureInfo.GetCultureInfo(code).NativeName, code];
    }

    extension(CaseState state)
    {
        public Tone Tone => state switch
        {
            CaseState.Reported or CaseState.Accepted or CaseState.Executed or CaseState.Replied => Tone.Good,
            CaseState.Incomplete or CaseState.ConditionsSet or CaseState.ConditionsDisputed or CaseState.Postponed => Tone.Care,
            CaseState.Refused or CaseState.Lapsed => Tone.Stop,
            CaseState.Drafted or CaseState.Shared or CaseState.Spoken or CaseState.Received or CaseState.Acknowledged or CaseState.Admissible => Tone.Waiting,
            _ => Tone.Neutral,
        };
    }
}
