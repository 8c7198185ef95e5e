using System.Text;
using Entente.Protocol.Faults;
using Entente.TransparencyLog;

namespace Entente.Tests.TransparencyLog;

/// <summary>Notes and the keys that sign them.</summary>
public sealed class NoteTests
{
    private const string Text = "customs.nl.example/ledger/2026\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";

    private static readonly SignedNote Signed = SignedNote.Sign(Text, [Given.Log, Given.Canada], Given.Now);

    /// <summary>The example of the specification, with its key.</summary>
    [Fact]
    public void The_note_of_the_specification_is_read_and_written_as_it_stands()
    {
        const string poem = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
            + "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
        var note = Given.Note(Encoding.UTF8.GetBytes(poem));
        note.Text.ShouldEndWith(":\n\ned è subito sera.\n");
        note.Signatures.Single().KeyId.ShouldBe(0x367ba04bu);
        note.ToString().ShouldBe(poem);
    }

    [Fact]
    public void Each_known_key_that_has_signed_is_told_with_its_time()
    {
        Signed.TryVerify([Given.Verifier(Given.Canada), Given.Verifier(Given.Log)], out var signatures, out var fault).ShouldBeTrue();
        fault.ShouldBeNull();
        signatures!.ShouldBe([new(Given.Log.Key, null), new(Given.Canada.Key, Given.Now)]);
        Given.Note(Signed.ToBytes()).ToString().ShouldBe(Signed.ToString());
    }

    [Fact]
    public void Signatures_of_unknown_keys_are_ignored_and_alone_they_are_none()
    {
        var note = SignedNote.Sign(Text, [Given.Stranger, Given.Canada], Given.Now);
        note.TryVerify([Given.Verifier(Given.Canada)], out var signatures, out _).ShouldBeTrue();
        signatures!.Single().Key.ShouldBe(Given.Canada.Key);
        note.TryVerify([Given.Verifier(Given.Log)], out _, out var fault).ShouldBeFalse();
        fault!.Code.ShouldBe(FaultCode.LogSignature);

        // The same name with another key, and the same key under another name or as another algorithm, are other keys.
        foreach (var other in new[] { Given.Signer(Given.Canada.Key.Name, NoteAlgorithm.Cosignature, 9), Given.Signer("x", NoteAlgorithm.Cosignature, 2), Given.Signer(Given.Canada.Key.Name, NoteAlgorithm.Ed25519, 2) })
        {
            note.TryVerify([Given.Verifier(other)], out _, out _).ShouldBeFalse();
        }
    }

    [Fact]
    public void One_failing_signature_of_a_known_key_refuses_the_note_whoever_else_has_signed()
    {
        var foreign = Given.Canada.Sign(Text + "more\n", Given.Now);
        var note = SignedNote.Of(Text, [Given.Log.Sign(Text, Given.Now), Given.Canada.Sign(Text, Given.Now), foreign]);
        note.TryVerify([Given.Verifier(Given.Log), Given.Verifier(Given.Canada)], out _, out var fault).ShouldBeFalse();
        fault!.Code.ShouldBe(FaultCode.LogSignature);
        fault.Detail.ShouldContain(Given.Canada.Key.Name);
        note.TryVerify([Given.Verifier(Given.Log)], out _, out _).ShouldBeTrue();
    }

    [Fact]
    public void A_cosignature_does_not_pass_for_the_signature_of_a_log_nor_for_one_of_another_time()
    {
        var line = Given.Canada.Sign(Text, Given.Now);
        var bare = line with { Value = line.Value[8..] };
        SignedNote.Of(Text, [bare]).TryVerify([Given.Verifier(Given.Canada)], out _, out _).ShouldBeFalse();
        var later = line.Value.ToArray();
        later[7]++;
        SignedNote.Of(Text, [line with { Value = later }]).TryVerify([Given.Verifier(Given.Canada)], out _, out _).ShouldBeFalse();
        later[0] = 0x80; // a time of 2^63 and more
        SignedNote.Of(Text, [line with { Value = later }]).TryVerify([Given.Verifier(Given.Canada)], out _, out _).ShouldBeFalse();
        later[0] = 0x7F; // one that no calendar has
        SignedNote.Of(Text, [line with { Value = later }]).TryVerify([Given.Verifier(Given.Canada)], out _, out _).ShouldBeFalse();
    }

    public static TheoryData<string> Malformed => new()
    {
        "", // nothing
        "\n",
        "text\n", // no signatures
        "text\n\n",
        "text\n\n\u2014 a AAAAAAA=", // no newline at the end
        "text\n\u2014 a AAAAAAA=\n", // no empty line
        "text\r\n\r\n\u2014 a AAAAAAA=\r\n", // carriage returns
        "te\txt\n\n\u2014 a AAAAAAA=\n",
        "te\0xt\n\n\u2014 a AAAAAAA=\n",
        "text\n\n- a AAAAAAA=\n", // another dash
        "text\n\n\u2013 a AAAAAAA=\n",
        "text\n\n\u2014a AAAAAAA=\n",
        "text\n\n\u2014  AAAAAAA=\n", // no name
        "text\n\n\u2014 a  AAAAAAA=\n",
        "text\n\n\u2014 a AAAAAAA= \n",
        "text\n\n\u2014 a b AAAAAAA=\n", // a space in the name
        "text\n\n\u2014 a\u00A0b AAAAAAA=\n",
        "text\n\n\u2014 a\u2003b AAAAAAA=\n",
        "text\n\n\u2014 a+b AAAAAAA=\n",
        "text\n\n\u2014 a AAAAAA==\n", // four bytes: a key id and no signature
        "text\n\n\u2014 a AAAAAAB=\n", // unused bits
        "text\n\n\u2014 a AAAAAAA\n", // no padding
        "text\n\n\u2014 a AAAAAA_A\n", // the other alphabet
        "text\n\n\u2014 a \n",
        "text\n\n\u2014 a AAAAAAA=\nmore\n",
        "text\n\n\u2014 a AAAAAAA=\n\n",
    };

    [Theory, MemberData(nameof(Malformed))]
    public void What_is_no_note_is_refused(string text)
    {
        SignedNote.TryParse(Encoding.UTF8.GetBytes(text), out _, out var fault).ShouldBeFalse();
        fault!.Code.ShouldBe(FaultCode.LogMalformed);
    }

    [Fact]
    public void What_is_no_UTF8_is_refused() => SignedNote.TryParse([0xC3, .. "\n\n\u2014 a AAAAAAA=\n"u8], out _, out _).ShouldBeFalse();

    [Fact]
    public void A_refusal_names_the_line()
    {
        SignedNote.TryParse("one\ntwo\n\n\u2014 a AAAAAAA=\nthree\n"u8, out _, out var fault).ShouldBeFalse();
        fault!.At.ShouldBe("line 5");
    }

    [Fact]
    public void As_many_signatures_are_read_as_the_page_says_and_no_more()
    {
        var line = "\u2014 a AAAAAAA=\n";
        Given.Note(Encoding.UTF8.GetBytes("t\n\n" + string.Concat(Enumerable.Repeat(line, 64)))).Signatures.Count.ShouldBe(64);
        SignedNote.TryParse(Encoding.UTF8.GetBytes("t\n\n" + string.Concat(Enumerable.Repeat(line, 65))), out _, out _).ShouldBeFalse();
        SignedNote.TryParse(Encoding.UTF8.GetBytes(new string('t', SignedNote.LongestNote) + "\n\n" + line), out _, out _).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => SignedNote.Of("no newline", Signed.Signatures));
        Should.Throw<ArgumentException>(() => SignedNote.Of(Text, []));
    }

    [Fact]
    public void Every_changed_bit_of_a_signed_note_is_refused() => SingleBits.RefusedEverywhere(SignedNote.Sign(Text, [Given.Log], Given.Now).ToBytes(), bytes =>
        SignedNote.TryParse(bytes, out var note, out _) && note.TryVerify([Given.Verifier(Given.Log)], out _, out _));

    [Theory]
    [InlineData("witness.example.org+b8a2cf20+BFLN3yikSfFkVAJtrnh/CiY3Zozkoy7clp+P7XB28qUN", true)]
    [InlineData("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx", true)]
    [InlineData("example.com/log/testdata+33D7B496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx", false)] // capitals
    [InlineData("example.com/log/testdata+33d7b497+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx", false)] // another id
    [InlineData("example.com/log/testdat+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx", false)] // another name
    [InlineData("example.com/log/testdata+33d7b496+BOHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx", false)] // another algorithm
    [InlineData("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkk==", false)] // a byte less
    [InlineData("example.com/log/testdata+33d7b496", false)]
    [InlineData("+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx", false)]
    [InlineData("a b+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx", false)]
    [InlineData(" example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx", false)]
    [InlineData("", false)]
    public void A_key_is_read_where_its_id_fits(string text, bool isKey)
    {
        VerifierKey.TryParse(text, out var key).ShouldBe(isKey);
        (key?.ToString()).ShouldBe(isKey ? text : null);
    }

    [Fact]
    public void The_lines_of_a_witness_are_added_where_they_verify_and_others_left_out()
    {
        var note = SignedNote.Sign(Text, [Given.Log], Given.Now);
        NoteVerifier[] known = [Given.Verifier(Given.Canada), Given.Verifier(Given.Singapore)];
        var answer = Encoding.UTF8.GetBytes(Given.Stranger.Sign(Text, Given.Now).ToLine() + Given.Canada.Sign(Text, Given.Now).ToLine());

        note.TryAdd(answer, known, out var once, out _).ShouldBeTrue();
        once!.Signatures.Select(signature => signature.Name).ShouldBe([Given.Origin, Given.Canada.Key.Name]);
        once.TryAdd(answer, known, out var twice, out _).ShouldBeTrue();
        twice!.ToString().ShouldBe(once.ToString());

        note.TryAdd(Encoding.UTF8.GetBytes(Given.Canada.Sign("other\n", Given.Now).ToLine()), known, out _, out var fault).ShouldBeFalse();
        fault!.Code.ShouldBe(FaultCode.LogSignature);
        note.TryAdd(Encoding.UTF8.GetBytes(Given.Stranger.Sign(Text, Given.Now).ToLine()), known, out _, out fault).ShouldBeFalse();
        fault!.Code.ShouldBe(FaultCode.LogSignature);
        note.TryAdd("\u2014 x\n"u8, known, out _, out fault).ShouldBeFalse();
        (fault!.Code, fault.At).ShouldBe((FaultCode.LogMalformed, "line 1"));
        note.TryAdd([], known, out _, out _).ShouldBeFalse();
    }

    [Fact]
    public void Of_a_witness_that_answers_with_its_signature_many_times_one_is_added()
    {
        var note = SignedNote.Sign(Text, [Given.Log], Given.Now);
        var answer = string.Concat(Enumerable.Range(0, SignedNote.MostSignatures).Select(n => Given.Canada.Sign(Text, Given.Now.AddSeconds(n)).ToLine()));

        note.TryAdd(Encoding.UTF8.GetBytes(answer), [Given.Verifier(Given.Canada)], out var more, out _).ShouldBeTrue();

        more!.Signatures.Count.ShouldBe(2);
        Given.Note(more.ToBytes()).Signatures.Count.ShouldBe(2, "it can be read again");
    }

    [Fact]
    public void No_more_signatures_are_added_than_are_read_again()
    {
        var others = Enumerable.Range(0, SignedNote.MostSignatures - 2).Select(n => Given.Signer($"customs.x{n}.example/witness", NoteAlgorithm.Cosignature, (byte)(n + 1)));
        var note = SignedNote.Sign(Text, [Given.Log, .. others], Given.Now);
        NoteVerifier[] known = [Given.Verifier(Given.Canada), Given.Verifier(Given.Singapore)];
        var two = Encoding.UTF8.GetBytes(Given.Canada.Sign(Text, Given.Now).ToLine() + Given.Singapore.Sign(Text, Given.Now).ToLine());

        note.TryAdd(Encoding.UTF8.GetBytes(Given.Canada.Sign(Text, Given.Now).ToLine()), known, out var full, out _).ShouldBeTrue();
        Given.Note(full!.ToBytes()).Signatures.Count.ShouldBe(SignedNote.MostSignatures);
        note.TryAdd(two, known, out _, out var fault).ShouldBeFalse();
        fault!.Code.ShouldBe(FaultCode.LogMalformed);
    }
}
