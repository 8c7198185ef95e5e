using System.CommandLine;
using System.Globalization;
using System.Text;
using Entente.Node.Evidence;
using Entente.Node.Evidence.Log;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.TransparencyLog;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Cli;

/// <summary><c>entente log</c>: what proves to others that nothing on record was changed.</summary>
internal static class LogCommand
{
    private static readonly Option<string?> Key = new("--key") { Description = "The public key of the log, as its keeper has told it." };

    private static readonly Option<FileInfo?> Policy = new("--policy") { Description = "Whom to believe: logs, witnesses and how many of them (C2SP tlog-policy)." };

    public static Command Create() => new("log", "The transparency log.") { Show(), Check(), Verify(), Find(), Index(), Erase(), Begin(), Resume() };

    private static Command Show()
    {
        var command = new Command("key", "Print the public keys of the log and of the witness of this node, for those who verify.") { NodeAt.Config, NodeAt.Directory };
        command.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var open = await services.GetRequiredService<NodeLog>().OpenAsync(cancellation);
                Console.WriteLine($"{open.Signer.Key}\n{open.Witness.Key}");
                return 0;
            },
            cancellation));
        return command;
    }

    private static Command Check()
    {
        var file = new Argument<FileInfo>("file") { Description = "A record with its proof, as the node hands it out; with --leaf a proof alone (.tlog-proof)." };
        var leaf = new Option<string?>("--leaf") { Description = "The hash of the leaf that a proof alone is of: hexadecimal or Base64." };
        var command = new Command("check", "Verify a record with its proof, or a proof alone. Needs neither node nor network.") { file, leaf, Key, Policy };
        command.SetAction(async (parsed, cancellation) =>
        {
            var (policy, wrong) = await PolicyAsync(parsed, cancellation);
            if (policy is null)
            {
                return Fail(wrong);
            }

            var bytes = await File.ReadAllBytesAsync(parsed.GetValue(file)!.FullName, cancellation);
            if (parsed.GetValue(leaf) is { } claimed)
            {
                return HashIndex.Read(claimed) is not { } hash ? Fail("A hash is 64 hexadecimal digits, or 32 bytes as Base64.")
                    : LogProof.TryParse(bytes, out var proof, out var malformed) ? Tell(proof.Verify(new TreeHash(hash), policy), "")
                    : Fail($"{malformed.Code.Title} {malformed.Detail}");
            }

            return RecordEvidence.Read(bytes, out var fault) is { } evidence ? Tell(evidence.Verify(policy), evidence.Record) : Fail($"{fault!.Code.Title} {fault.Detail}");
        });
        return command;

        static int Tell(PolicyVerdict verdict, string record)
        {
            switch (verdict)
            {
                case PolicyVerdict.Refused refused:
                    return Fail($"{refused.Fault.Code.Title} {refused.Fault.Detail} [{refused.Fault.Code}]");
                case PolicyVerdict.Believed believed:
                    Console.Write(record);
                    Console.WriteLine($"holds: it is a leaf of {believed.Head.Origin} at {believed.Head.Size.ToString(CultureInfo.InvariantCulture)} leaves, signed by its key.");
                    foreach (var cosignature in believed.Cosignatures)
                    {
                        Console.WriteLine($"seen by {cosignature.Key.Name} at {cosignature.At:u}");
                    }

                    return believed is PolicyVerdict.Pending pending ? Fail($"{pending.Fault.Code.Title} {pending.Fault.Detail} [{pending.Fault.Code}]") : 0;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
    }

    private static Command Verify()
    {
        var seen = new Option<FileInfo?>("--seen") { Description = "A checkpoint that somebody outside has kept, for example a witness; the store must continue it." };
        var folder = new Argument<DirectoryInfo?>("folder") { Description = "A copy of a log (checkpoint, tile/…). Without it: the store of this node.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("verify", "Verify a whole log: every leaf, tile and checkpoint, and in the store of this node every record.") { folder, Key, Policy, seen, NodeAt.Config, NodeAt.Directory };
        command.SetAction(async (parsed, cancellation) => parsed.GetValue(folder) is { } copy
            ? await VerifyAsync(parsed, copy.FullName, cancellation)
            : await NodeAt.UseAsync(parsed, async services => await VerifyStoreAsync(services.GetRequiredService<Database>(), parsed.GetValue(seen), cancellation), cancellation));
        return command;
    }

    private static Command Find()
    {
        var hash = new Argument<string>("hash") { Description = "The hash of a leaf, or the SHA-256 of the exact bytes of a message: hexadecimal or Base64." };
        var command = new Command("find", "Find the record of a leaf or of a message by a hash.") { hash, NodeAt.Config, NodeAt.Directory };
        command.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                if (HashIndex.Read(parsed.GetValue(hash)) is not { } bytes)
                {
                    return Fail("A hash is 64 hexadecimal digits, or 32 bytes as Base64.");
                }

                if (await services.GetRequiredService<HashIndex>().FindAsync(bytes, null, cancellation) is not { } found)
                {
                    return Fail("No record has this hash. entente log index makes the index anew.");
                }

                Console.WriteLine($"record {found.Record.ToString(CultureInfo.InvariantCulture)}: {found.What} {found.Subject}".TrimEnd());
                return 0;
            },
            cancellation));
        return command;
    }

    private static Command Index()
    {
        var command = new Command("index", "Make the index by hash anew from what is stored. It proves nothing and loses nothing.") { NodeAt.Config, NodeAt.Directory };
        command.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var count = await services.GetRequiredService<HashIndex>().RebuildAsync(cancellation);
                Console.WriteLine($"{count.ToString(CultureInfo.InvariantCulture)} hashes");
                return 0;
            },
            cancellation));
        return command;
    }

    private static Command Erase()
    {
        var number = new Argument<long>("record") { Description = "The number of the record." };
        var why = new Option<string>("--why") { Description = "The reason, which goes on record; without what is to be erased.", Required = true };
        var command = new Command("erase", "Erase what was said in a record. That it was made, its leaf and all proofs stay.") { number, why, NodeAt.Config, NodeAt.Directory };
        command.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                if (await services.GetRequiredService<EraseRecord>().RunAsync(PartnerDesk.CommandLine, parsed.GetValue(number), parsed.GetValue(why)!, cancellation) is not { } record)
                {
                    return Fail("There is no such record, or it is erased, or it is that of an erasure, which stays.");
                }

                Console.WriteLine($"Erased; on record as {record.ToString(CultureInfo.InvariantCulture)}.");
                return 0;
            },
            cancellation));
        return command;
    }

    private static Command Begin()
    {
        var witness = new Option<bool>("--witness") { Description = "Also a new key for the witness: needed where the folder log was set back with the store, because then nobody knows what the old key has signed." };
        var why = new Option<string>("--why") { Description = "The reason, which goes on record.", Required = true };
        var command = new Command("begin", "Begin a new log with a new key, where the one before cannot be gone on with because its store was set back.") { why, witness, NodeAt.Config, NodeAt.Directory };
        command.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                Console.WriteLine(await services.GetRequiredService<NodeLog>().BeginNextAsync(PartnerDesk.CommandLine, parsed.GetValue(why)!, parsed.GetValue(witness), cancellation));
                if (services.GetRequiredService<FederationOptions>().IsOn)
                {
                    // The card names the key of the log.
                    await services.GetRequiredService<OwnCard>().IssueAsync(cancellation);
                }

                return 0;
            },
            cancellation));
        return command;
    }

    private static Command Resume()
    {
        var why = new Option<string>("--why") { Description = "How it is known that the store was not set back; it goes on record.", Required = true };
        var command = new Command("resume", "Let a log sign that waits for its witnesses since the node was away for long. Never after a restore: it would show partners a second history.") { why, NodeAt.Config, NodeAt.Directory };
        command.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var record = await services.GetRequiredService<StartCheck>().ResumeAsync(PartnerDesk.CommandLine, parsed.GetValue(why)!, cancellation);
                Console.WriteLine($"On record as {record.ToString(CultureInfo.InvariantCulture)}; the node signs from its next look on.");
                return 0;
            },
            cancellation));
        return command;
    }

    private static async Task<int> VerifyStoreAsync(Database database, FileInfo? seen, CancellationToken cancellation)
    {
        var (head, note) = ((Checkpoint?)null, (SignedNote?)null);
        if (seen is not null && (!SignedNote.TryParse(await File.ReadAllBytesAsync(seen.FullName, cancellation), out note, out _) || !Checkpoint.TryRead(note.Text, out head, out _)))
        {
            return Fail("The file of --seen is no checkpoint.");
        }

        var flaw = await database.ReadAsync(session => Task.FromResult(StoredLogAudit.Check(session, head, note, Console.WriteLine)), cancellation);
        return flaw is null ? 0 : Fail(flaw);
    }

    private static async Task<int> VerifyAsync(ParseResult parsed, string folder, CancellationToken cancellation)
    {
        var (policy, wrong) = await PolicyAsync(parsed, cancellation);
        if (policy is null)
        {
            return Fail(wrong);
        }

        if (!SignedNote.TryParse(await File.ReadAllBytesAsync(Path.Combine(folder, "checkpoint"), cancellation), out var note, out var fault))
        {
            return Fail($"{fault.Code.Title} {fault.Detail}");
        }

        if (policy.Judge(note) is not PolicyVerdict.Believed believed)
        {
            return Fail("The checkpoint is not signed by the log.");
        }

        var flaw = LogAudit.Check(believed.Head, address => Path.Combine(folder, address.Path) is var path && File.Exists(path) ? File.ReadAllBytes(path) : (ReadOnlyMemory<byte>?)null);
        if (flaw is not null)
        {
            return Fail($"{flaw.Detail} {flaw.At}");
        }

        Console.WriteLine($"holds: {believed.Head.Origin}, {believed.Head.Size.ToString(CultureInfo.InvariantCulture)} leaves, seen by {believed.Cosignatures.Count} witnesses.");
        return believed is PolicyVerdict.Pending pending ? Fail(pending.Fault.Detail) : 0;
    }

    private static async Task<(LogPolicy? Policy, string Wrong)> PolicyAsync(ParseResult parsed, CancellationToken cancellation)
    {
        byte[]? bytes = parsed.GetValue(Policy) is { } file ? await File.ReadAllBytesAsync(file.FullName, cancellation)
            : parsed.GetValue(Key) is { } key ? Encoding.UTF8.GetBytes($"log {key}\nquorum none\n")
            : null;
        return bytes is null ? (null, "Say whom to believe: --key with the public key of the log, or --policy with a file.")
            : LogPolicy.TryParse(bytes, LogKeys.Open, out var policy, out var fault) ? (policy, "")
            : (null, $"{fault.Code.Title} {fault.Detail} {fault.At}".TrimEnd());
    }

    private static int Fail(string why)
    {
        Console.Error.WriteLine($"entente: {why}");
        return 1;
    }
}
