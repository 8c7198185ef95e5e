using System.Text;
using Entente.EvidenceFiles;
using Entente.Protocol.Faults;
using Entente.TransparencyLog;
using Log = Entente.Tests.TransparencyLog.Given;

namespace Entente.Tests.EvidenceFiles;

public sealed class EvidenceFileTests
{
    private static readonly byte[] Good = Given.File(Given.Contents());

    [Fact]
    public void A_file_holds_and_says_what_it_proves()
    {
        var verdict = EvidenceFile.Verify(Given.File(Given.Contents(messages: 3)), Given.Trusting(Given.Netherlands));

        verdict.Holds.ShouldBeTrue(Told(verdict));
        verdict.IsVouched.ShouldBeTrue(Told(verdict));
        verdict.Steps.ShouldAllBe(step => step.Outcome != StepOutcome.Fails);
        verdict.Steps.Count(step => step is { Name: "message", Outcome: StepOutcome.Holds }).ShouldBe(3);
        verdict.Steps.Count(step => step is { Name: "receipt", Outcome: StepOutcome.Holds }).ShouldBe(3);
        verdict.Steps.Single(step => step.Name == "records").Detail.ShouldContain("7 records are leaves of customs.nl.example/ledger/2026");
        verdict.Steps.Single(step => step.Name == "records").Detail.ShouldContain("3 records of them name a message by the digest of its bytes");
        verdict.Steps.Single(step => step.Name == "witnesses").Detail.ShouldContain("customs.ca.example/witness");
        verdict.Steps.ShouldContain(step => step.Name == "card" && step.Detail.Contains("record 1 says that officers of NL approved the card", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_anything_trusted_it_holds_and_says_that_nobody_outside_vouches()
    {
        var verdict = EvidenceFile.Verify(Good, EvidenceTrust.None);

        verdict.Holds.ShouldBeTrue(Told(verdict));
        verdict.IsVouched.ShouldBeFalse();
        verdict.Steps[^1].Detail.ShouldContain("nothing outside of it vouches");
    }

    [Fact]
    public void What_no_witness_has_seen_is_told_and_refused_to_who_asks_for_witnesses()
    {
        var file = Given.File(Given.Contents(witnessed: false));

        var verdict = EvidenceFile.Verify(file, EvidenceTrust.None);
        verdict.Holds.ShouldBeTrue(Told(verdict));
        verdict.Steps.Single(step => step.Name == "witnesses").Outcome.ShouldBe(StepOutcome.Noted);
        Refused(file, new([], Log.Policy(Log.PolicyText)), FaultCode.EvidenceUntrusted, "enough of the witnesses");
    }

    [Fact]
    public void A_key_that_nobody_named_is_refused_where_keys_are_named()
    {
        Refused(Good, Given.Trusting(Given.Canada), FaultCode.EvidenceUntrusted, "No card of NL");
        Refused(Good, new([], Log.Policy($"log {Log.Signer("customs.nl.example/ledger/2026", NoteAlgorithm.Ed25519, 99).Key}\nquorum none\n")), FaultCode.EvidenceChanged, "checkpoint is not believed");

        var unapproved = Given.Contents();
        unapproved = unapproved with { Index = unapproved.Index with { Cards = [.. unapproved.Index.Cards.Select(card => card with { Approval = null })] } };
        Refused(Given.File(unapproved), Given.Trusting(Given.Netherlands), FaultCode.EvidenceUntrusted, "card of CA");
        EvidenceFile.Verify(Given.File(unapproved), Given.Trusting(Given.Netherlands, Given.Canada)).IsVouched.ShouldBeTrue();
    }

    /// <summary>One bit of each byte, another one from byte to byte.</summary>
    [Fact]
    public void Every_byte_changed_in_turn_is_refused()
    {
        Good.Length.ShouldBeInRange(10_000, 200_000);
        List<int> passed = [];
        for (var at = 0; at < Good.Length; at++)
        {
            Good[at] ^= (byte)(1 << (at % 8));
            if (EvidenceFile.Verify(Good, EvidenceTrust.None).Holds)
            {
                passed.Add(at);
            }

            Good[at] ^= (byte)(1 << (at % 8));
        }

        passed.ShouldBeEmpty();
        EvidenceFile.Verify(Good, EvidenceTrust.None).Holds.ShouldBeTrue();
    }

    [Fact]
    public void A_file_cut_anywhere_or_with_something_behind_it_is_refused()
    {
        for (var length = 0; length < Good.Length; length += 97)
        {
            EvidenceFile.Verify(Good.AsMemory(0, length), EvidenceTrust.None).Holds.ShouldBeFalse();
        }

        Refused([.. Good, 0], EvidenceTrust.None, FaultCode.EvidenceMalformed, "something follows it");
        Refused([0, .. Good], EvidenceTrust.None, FaultCode.EvidenceMalformed, "");
    }

    public static TheoryData<string> Inside => [.. Names().Where(name => name is not ("summary.html" or EvidenceIndex.Name or "log/policy.txt"))];

    /// <summary>Whoever has the key of the maker can sign anything: what others have signed, and what the log commits to, still gives him away. Page, index and policy are words of the maker.</summary>
    [Theory]
    [MemberData(nameof(Inside))]
    public void What_its_maker_has_changed_and_signed_anew_is_refused(string name)
    {
        var size = 0;
        for (var at = 0; at == 0 || at < size; at += Math.Max(1, size / 40))
        {
            var changed = Forged.SignedAnew(Good, files => files.Select(file => file.Name == name ? Changed(file, at) : file));
            EvidenceContainer.TryRead(changed, [], out _, out _).ShouldBeTrue();
            EvidenceFile.Verify(changed, new([Given.Netherlands.Fingerprint], Log.Policy(Log.PolicyText))).Holds.ShouldBeFalse($"{name}, byte {at}");
        }

        ContainedFile Changed(ContainedFile file, int at)
        {
            size = file.Content.Length;
            var bytes = file.Content.ToArray();
            bytes[at] ^= 1;
            return file with { Content = bytes };
        }
    }

    [Theory]
    [InlineData("sender", "signed header has another id")]
    [InlineData("clause", "another clause")]
    [InlineData("agreement", "is not in the file")]
    [InlineData("digest", "whose digest the index has")]
    [InlineData("content", "another digest, length, type or name")]
    [InlineData("record", "about something else")]
    [InlineData("approval", "does not approve")]
    [InlineData("maker", "not on a card of CA")]
    [InlineData("instant", "different instants")]
    public void An_index_that_says_something_else_than_what_was_signed_is_refused(string what, string why)
    {
        var contents = Given.Contents();
        var index = contents.Index;
        var message = index.Messages[0];
        index = what switch
        {
            "sender" => index with { Messages = [message with { To = "NL" }] },
            "clause" => index with { Messages = [message with { Clause = "NL-CA-CMAA/1 9" }] },
            "agreement" => index with { Agreements = [index.Agreements[0] with { Version = 2, Signatures = [] }] },
            "digest" => index with { Messages = [message with { Sha256 = Given.Digest("other"u8) }] },
            "content" => index with { Messages = [message with { Contents = [message.Contents[0], message.Contents[1] with { Name = "other.png" }] }] },
            "record" => index with { Records = [index.Records[0], index.Records[1] with { Subject = "other" }, index.Records[2]] },
            "approval" => index with { Cards = [index.Cards[0], index.Cards[1] with { Approval = 2 }] },
            "maker" => index with { MadeBy = "CA" },
            _ => index,
        };
        var changed = Given.File(contents with { Index = index });
        if (what == "instant")
        {
            changed = Forged.SignedAnew(changed, files => files.Select(file => file.Name == EvidenceIndex.Name ? file with { Content = (index with { MadeAt = Given.Now }).Write() } : file));
        }

        Refused(changed, EvidenceTrust.None, FaultCode.EvidenceChanged, why);
    }

    [Theory]
    [InlineData("taken", "1002", "1002", true)]
    [InlineData("ended", "1002", "1002", false)]
    [InlineData("taken", "1003", "1002", false)]
    [InlineData("taken", "1002", "1003", false)]
    public void A_step_of_custody_holds_if_its_record_says_the_same(string act, string holder, string by, bool holds)
    {
        var contents = Given.Contents(withItem: true);
        var item = contents.Index.Items![0];
        var verdict = EvidenceFile.Verify(
            Given.File(contents with { Index = contents.Index with { Items = [item with { Steps = [item.Steps[0] with { Act = act, Holder = holder, By = by }] }] } }), Given.Trusting(Given.Netherlands));

        verdict.Holds.ShouldBe(holds, Told(verdict));
    }

    [Theory]
    [InlineData("name", "not what is on record")]
    [InlineData("origin", "not what is on record")]
    [InlineData("conditions", "not what is on record")]
    [InlineData("kind", "not what is on record")]
    [InlineData("instant", "No record of item 5")]
    [InlineData("note", "No record of item 5")]
    [InlineData("twice", "not those of which the file has records")]
    [InlineData("none", "has no step")]
    [InlineData("absent", "is about a thing that the index does not list")]
    public void What_a_thing_is_and_every_step_are_those_on_record(string what, string why)
    {
        var contents = Given.Contents(withItem: true);
        var item = contents.Index.Items![0];
        var step = item.Steps[0];
        List<EnclosedItem> changed = what switch
        {
            "name" => [item with { Name = "Bag of sugar" }],
            "origin" => [item with { Origin = "Container 18" }],
            "conditions" => [item with { Conditions = "none" }],
            "kind" => [item with { Kind = "sample" }],
            "instant" => [item with { Steps = [step with { At = step.At.AddSeconds(1) }] }],
            "note" => [item with { Steps = [step with { Note = "it was open" }] }],
            "twice" => [item with { Steps = [step, step] }],
            "none" => [item with { Steps = [] }],
            _ => [],
        };
        Refused(
            Given.File(contents with { Index = contents.Index with { Items = changed }, Files = changed.Count == 0 ? [] : contents.Files }), EvidenceTrust.None,
            what == "none" ? FaultCode.EvidenceMalformed : FaultCode.EvidenceChanged, why);
    }

    [Theory]
    [InlineData(true, StepOutcome.Holds)]
    [InlineData(false, StepOutcome.Noted)] // of something that is not in the file
    public void A_translation_names_what_it_translates(bool isThere, StepOutcome outcome)
    {
        var contents = Given.Contents(withItem: true, translates: messages => isThere ? messages[0].Contents[1].Sha256 : Given.Digest("other"u8));
        var verdict = EvidenceFile.Verify(Given.File(contents), Given.Trusting(Given.Netherlands));

        verdict.Holds.ShouldBeTrue(Told(verdict));
        var told = verdict.Steps.Single(step => step.Name == "translation");
        told.Outcome.ShouldBe(outcome);
        told.Detail.ShouldContain(isThere ? "messages/1/content/2.png" : "not in the file");

        var item = contents.Index.Items![0];
        Refused(
            Given.File(contents with { Index = contents.Index with { Items = [item with { Translation = item.Translation! with { By = "somebody else" } }] } }), EvidenceTrust.None,
            FaultCode.EvidenceChanged, "not what is on record");
    }

    [Fact]
    public void What_the_law_keeps_back_of_a_thing_is_noted_and_its_steps_hold()
    {
        var contents = Given.Contents(withItem: true);
        var item = contents.Index.Items![0] with { Name = "seizure", Origin = "", Withheld = "The law keeps it back." };
        var verdict = EvidenceFile.Verify(Given.File(contents with { Index = contents.Index with { Items = [item] } }), Given.Trusting(Given.Netherlands));

        verdict.Holds.ShouldBeTrue(Told(verdict));
        verdict.Steps.ShouldContain(step => step.Outcome == StepOutcome.Noted && step.Detail.Contains("what it is, is not said here. The law keeps it back.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("asked", "another request than the index says")]
    [InlineData("approved", "another request than the index says")]
    [InlineData("recipient", "another request than the index says")]
    [InlineData("query", "another request than the index says")]
    public void Who_asked_and_who_approved_is_what_the_log_says(string what, string why)
    {
        var contents = Given.Contents(withHandout: true);
        var handout = contents.Index.Handout;
        handout = what switch
        {
            "asked" => handout with { AskedBy = "1004" },
            "approved" => handout with { ApprovedBy = "1004" },
            "recipient" => handout with { Recipient = "Somebody else" },
            "query" => handout with { Query = "message out-2" },
            _ => handout,
        };
        var file = Given.File(contents with { Index = contents.Index with { Handout = handout } });
        if (why.Length > 0)
        {
            Refused(file, EvidenceTrust.None, FaultCode.EvidenceChanged, why);
            return;
        }

        EvidenceFile.Verify(file, EvidenceTrust.None).Steps.Single(step => step.Name == "handout").Outcome.ShouldBe(StepOutcome.Holds);
        EvidenceFile.Verify(Good, EvidenceTrust.None).Steps.Single(step => step.Name == "handout").Outcome.ShouldBe(StepOutcome.Noted);
    }

    [Theory]
    [InlineData("bytes", "not the one that is on record")]
    [InlineData("digest", "No record of the custody")]
    [InlineData("size", "not the one that is on record")]
    [InlineData("apart", "The files are not those that the index lists")]
    public void The_file_of_a_thing_is_the_one_that_its_custody_has_on_record(string what, string why)
    {
        var contents = Given.Contents(withItem: true);
        var item = contents.Index.Items![0];
        var file = what switch
        {
            "digest" => item.File! with { Sha256 = Given.Digest([1]) },
            "size" => item.File! with { Size = 1 },
            _ => item.File!,
        };
        var changed = contents with
        {
            Index = contents.Index with { Items = [item with { File = file, Sha256 = file.Sha256 }] },
            Files = [what == "bytes" ? [.. Given.Photograph.Reverse()] : Given.Photograph],
        };
        var written = Given.File(changed);
        if (what == "apart")
        {
            written = Forged.SignedAnew(written, files => files.Where(one => !one.Name.StartsWith("items/", StringComparison.Ordinal)));
        }

        Refused(written, EvidenceTrust.None, what == "apart" ? FaultCode.EvidenceMalformed : FaultCode.EvidenceChanged, why);
    }

    [Fact]
    public void A_file_of_a_thing_that_is_held_apart_is_noted_with_the_reason()
    {
        var contents = Given.Contents(withItem: true);
        var item = contents.Index.Items![0];
        var apart = contents with { Index = contents.Index with { Items = [item with { File = item.File! with { Apart = "it is too large." } }] }, Files = [] };
        var verdict = EvidenceFile.Verify(Given.File(apart), Given.Trusting(Given.Netherlands));

        verdict.Holds.ShouldBeTrue(Told(verdict));
        verdict.Steps.ShouldContain(step => step.Name == "custody" && step.Outcome == StepOutcome.Noted && step.Detail.Contains("it is too large", StringComparison.Ordinal));
        EvidenceSummary.Write(apart, []).ShouldContain("is held apart: it is too large.");
        EvidenceSummary.Write(contents, []).ShouldContain("is enclosed as items/1/file.png");
    }

    [Fact]
    public void A_file_that_is_not_listed_or_lacks_or_stands_elsewhere_is_refused()
    {
        Refused(Forged.SignedAnew(Good, files => [.. files, new("more.txt", new byte[1])]), EvidenceTrust.None, FaultCode.EvidenceMalformed, "more.txt");
        Refused(Forged.SignedAnew(Good, files => files.Where(file => file.Name != "cards/CA-1.card")), EvidenceTrust.None, FaultCode.EvidenceMalformed, "cards/CA-1.card");
        Refused(Forged.SignedAnew(Good, files => files.Reverse()), EvidenceTrust.None, FaultCode.EvidenceMalformed, "in their order");
        Refused(Forged.SignedAnew(Good, files => [.. files, new("META-INF/more.xml", new byte[1])]), EvidenceTrust.None, FaultCode.EvidenceMalformed, "no container of this form");
    }

    [Theory]
    [InlineData("summary.html", "../mary.html")] // a way out of the folder
    [InlineData("summary.html", "/ummary.html")] // an absolute path
    [InlineData("summary.html", "C:mmary.html")]
    [InlineData("summary.html", "sum\\ary.html")]
    [InlineData("summary.html", "sum\0ary.html")]
    [InlineData("summary.html", "sum//ry.html")]
    [InlineData("summary.html", ".ummary.html")]
    [InlineData("evidence.json", "SUMMARY.html0")] // one name is not another in capitals
    [InlineData("cards/NL-1.card", "cards/ca-1.card")]
    public void A_name_that_is_a_way_out_or_taken_is_refused(string name, string other)
    {
        var changed = Replaced(Good, Encoding.ASCII.GetBytes(name), Encoding.ASCII.GetBytes(other[..name.Length]));
        EvidenceFile.Verify(changed, EvidenceTrust.None).Holds.ShouldBeFalse();
        if (name == "summary.html")
        {
            StoredZip.IsName(other).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData(8, 8)] // deflate
    [InlineData(6, 1)] // encrypted
    [InlineData(28, 4)] // an extra field
    public void An_archive_that_compresses_or_encrypts_or_hides_is_refused(int field, byte value)
    {
        var changed = Good.ToArray();
        changed[field] = value;
        EvidenceFile.Verify(changed, EvidenceTrust.None).Holds.ShouldBeFalse();
    }

    private static IEnumerable<string> Names()
    {
        EvidenceContainer.TryRead(Good, [], out var container, out _).ShouldBeTrue();
        return container!.Files.Select(file => file.Name);
    }

    private static void Refused(byte[] file, EvidenceTrust trust, FaultCode code, string why)
    {
        var verdict = EvidenceFile.Verify(file, trust);
        verdict.Holds.ShouldBeFalse(Told(verdict));
        verdict.Fault!.Code.ShouldBe(code, Told(verdict));
        verdict.Steps[^1].Outcome.ShouldBe(StepOutcome.Fails);
        verdict.Steps[^1].Detail.ShouldContain(why);
    }

    private static string Told(EvidenceVerdict verdict) => string.Join('\n', verdict.Steps.Select(step => $"{step.Outcome} {step.Name}: {step.Detail}"));

    private static byte[] Replaced(byte[] bytes, byte[] old, byte[] fresh)
    {
        var text = Encoding.Latin1.GetString(bytes).Replace(Encoding.Latin1.GetString(old), Encoding.Latin1.GetString(fresh), StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(text);
    }
}
