using System.Text;
using Entente.As4.Mime;
using Entente.Tests.As4;
using Engine = Entente.Tests.As4.Exchange;

namespace Entente.Tests.Node.Federation.Attacks;

/// <summary>Little that is made to become much: in memory, in depth, in number. What a partner has signed is no better than what anybody has changed.</summary>
internal sealed partial record Attack
{
    private const string Gzipped = "application/gzip";

    private static void AddBombs(Dictionary<string, Attack> all)
    {
        void Signed(string name, string code, Func<byte[]> content, string type = "application/json", string? compression = null) => all[name] = new(code, (theatre, caught) =>
        {
            // Signed as bytes and only then called what it is: an honest signer would have to make the canonical form first.
            var made = theatre.Forge(caught.From, caught.To, theatre.SignerOf(caught.From), Engine.Part("bomb@nl.example", content()), compression);
            return type == "application/json" ? made : Engine.Tampered(made, envelope => envelope.Replace("MimeType=\"application/octet-stream\"", $"MimeType=\"{type}\"", StringComparison.Ordinal));
        });

        void Changed(string name, Func<string, string> change) => all[name] = new("fault", (_, caught) => Engine.Tampered(caught.Message, change));

        void Put(string name, string block) => Changed(name, envelope => envelope.Replace("<eb:Messaging", block + "<eb:Messaging", StringComparison.Ordinal));

        void Packed(string name, Func<MimePackage, MimePackage> change) => all[name] = new("fault", (_, caught) => Engine.Repacked(caught.Message, change));

        Signed("bomb: a payload that grows a thousandfold", "EBMS:0303", () => Gzip.Of(new byte[8 * 1024 * 1024]), compression: Gzipped);
        Signed("bomb: a payload that grows by more than it says", "EBMS:0303", () => Gzip.SayingLength(Gzip.Of(new byte[8 * 1024 * 1024]), 1000), compression: Gzipped);
        Signed("bomb: a payload that says to be four gibibytes", "EBMS:0303", () => Gzip.SayingLength(Gzip.Of(new byte[100]), uint.MaxValue), compression: Gzipped);
        Signed("bomb: a namespace of a megabyte for each of 100,000 elements", "EBMS:0103", () => Text($"<r xmlns:p=\"urn:{new string('x', 1_000_000)}\">{Times("<p:a/>", 100_000)}</r>"), "application/xml");
        Signed("bomb: a document of 100,000 levels", "EBMS:0103", () => Text(Times("<a>", 100_000) + Times("</a>", 100_000)), "application/xml");
        Signed("bomb: a document whose entities grow", "EBMS:0101", () => Text(Entities + "<a>&e9;</a>"), "application/xml");
        Put("bomb: an envelope of 10,000 levels", Times("<x>", 10_000) + Times("</x>", 10_000));
        Put("bomb: an envelope of 20,000 elements more", Times("<x/>", 20_000));
        Put("bomb: an element of 65 attributes", $"<x {string.Concat(Enumerable.Range(0, 65).Select(at => $"a{at}=\"\" "))}/>");
        Put("bomb: an envelope of two mebibytes", $"<x>{new string(' ', 2 * 1024 * 1024)}</x>");
        Changed("bomb: an envelope whose entities grow", envelope => Entities + envelope);
        Packed("bomb: a hundred and one parts more", package => package with { Attachments = [.. package.Attachments, .. Enumerable.Range(0, 101).Select(at => Engine.Part($"{at}@nl.example", [1]))] });
        Packed("bomb: a part with 33 headers more", package => package with { Attachments = [.. package.Attachments, Enumerable.Range(0, 33).Aggregate(Engine.Part("many@nl.example", [1]), (part, at) => part.WithHeader($"X-{at}", "1"))] });
        Packed("bomb: a part with a header of nine kibibytes", package => package with { Attachments = [.. package.Attachments, Engine.Part("long@nl.example", [1]).WithHeader("X-Long", new string('x', 9 * 1024))] });
        Packed("bomb: a part whose name is nine kibibytes", package => package with { Attachments = [.. package.Attachments, Engine.Part($"{new string('x', 9 * 1024)}@nl.example", [1])] });
    }

    /// <summary>A document type whose last entity is a thousand million times its first.</summary>
    private static string Entities { get; } =
        $"<!DOCTYPE a [<!ENTITY e0 \"ha\">{string.Concat(Enumerable.Range(1, 9).Select(at => $"<!ENTITY e{at} \"{Times($"&e{at - 1};", 10)}\">"))}]>";

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static string Times(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();
}
