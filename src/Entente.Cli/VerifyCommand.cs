using System.CommandLine;
using System.Text;
using Entente.EvidenceFiles;
using Entente.Node.Evidence.Log;
using Entente.Protocol.Federation;
using Entente.TransparencyLog;

namespace Entente.Cli;

/// <summary><c>entente verify</c>: what an evidence file proves, without node, store or network.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "The evidence file (.asice)." };
        var card = new Option<string[]>("--card") { Description = "The fingerprint of a node card that you have compared with its administration. May be given several times." };
        var key = new Option<string?>("--key") { Description = "The public key of the log, as its keeper has told it." };
        var policy = new Option<FileInfo?>("--policy") { Description = "Which log to believe, and which witnesses must have seen it (C2SP tlog-policy)." };
        var command = new Command("verify", "Verify an evidence file and explain every step. Without --card, --key or --policy it is held against itself only.") { file, card, key, policy };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (await TrustAsync(parsed.GetValue(card) ?? [], parsed.GetValue(key), parsed.GetValue(policy), cancellation) is not { } trust)
            {
                return 1;
            }

            if (parsed.GetValue(file)!.Length > EvidenceFile.LongestFile)
            {
                return Fail("A file of this form has at most one gigabyte.");
            }

            var verdict = EvidenceFile.Verify(await File.ReadAllBytesAsync(parsed.GetValue(file)!.FullName, cancellation), trust);
            foreach (var step in verdict.Steps)
            {
                Console.WriteLine($"{(step.Outcome switch { StepOutcome.Holds => "holds", StepOutcome.Noted => "note ", _ => "FAILS" })}  {step.Name,-10}  {step.Detail}");
            }

            Console.WriteLine(verdict switch
            {
                { Fault: { } fault } => $"\nThe file is refused. {fault.Code.Title} [{fault.Code}]",
                { IsVouched: true } => "\nEverything holds, and what you named vouches for the node that made the file, for its partners and for the log.",
                _ => "\nEverything in the file holds together. What of it nobody whom you named vouches for stands under 'trust'.",
            });
            return verdict.Holds ? 0 : 1;
        });
        return command;
    }

    private static async Task<EvidenceTrust?> TrustAsync(string[] cards, string? key, FileInfo? policy, CancellationToken cancellation)
    {
        var known = Array.ConvertAll(cards, CardFingerprint.Typed);
        if (Array.Exists(known, one => one is null))
        {
            Fail("A fingerprint has 64 hexadecimal digits.");
            return null;
        }

        if (key is null && policy is null)
        {
            return new([.. known.OfType<string>()], null);
        }

        var text = policy is null ? Encoding.UTF8.GetBytes($"log {key}\nquorum none\n") : await File.ReadAllBytesAsync(policy.FullName, cancellation);
        if (LogPolicy.TryParse(text, LogKeys.Open, out var believed, out var fault))
        {
            return new([.. known.OfType<string>()], believed);
        }

        Fail($"{fault.Code.Title} {fault.Detail} {fault.At}".TrimEnd());
        return null;
    }

    private static int Fail(string why)
    {
        Console.Error.WriteLine($"entente: {why}");
        return 1;
    }
}
