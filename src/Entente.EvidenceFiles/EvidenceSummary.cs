using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Entente.EvidenceFiles;

/// <summary>The page of an evidence file that people read and print: in English and in French, without script, and without anything that is fetched.</summary>
public static class EvidenceSummary
{
    private const int LongestText = 20_000;

    private const string Style =
        """
        body{font:11pt/1.5 Georgia,'Times New Roman',serif;color:#111;background:#fff;max-width:52rem;margin:2rem auto;padding:0 1.5rem}
        h1{font-size:20pt;line-height:1.2;margin:0 0 .3rem}h2{font-size:13pt;margin:1.6rem 0 .4rem;border-bottom:1px solid #555;padding-bottom:.15rem}h3{font-size:11pt;margin:1rem 0 .2rem}
        p,li,td,th{overflow-wrap:anywhere}.fr{color:#333;font-style:italic}.mark{border:2px solid #111;padding:.6rem .9rem;margin:1rem 0}
        table{border-collapse:collapse;width:100%;font-size:9.5pt}th,td{border:1px solid #888;padding:.25rem .4rem;text-align:start;vertical-align:top}th{background:#eee}
        code,pre{font:8.5pt/1.4 'DejaVu Sans Mono',Menlo,Consolas,monospace}pre{white-space:pre-wrap;overflow-wrap:anywhere;border-inline-start:3px solid #888;padding-inline-start:.7rem;margin:.3rem 0}
        footer{margin-top:2rem;font-size:8.5pt;color:#333;border-top:1px solid #888;padding-top:.4rem}
        @page{size:A4;margin:18mm 16mm 20mm}@media print{body{margin:0;max-width:none;padding:0}h2,h3{break-after:avoid}tr,.mark{break-inside:avoid}}
        """;

    /// <param name="contents">The file as it will be, without this page.</param>
    /// <param name="steps">What verifying it has found: the page says nothing that this does not.</param>
    public static string Write(EvidenceContents contents, IReadOnlyList<EvidenceStep> steps)
    {
        ArgumentNullException.ThrowIfNull(contents);
        ArgumentNullException.ThrowIfNull(steps);
        var page = new Page();
        var index = contents.Index;
        page.Raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>").Words($"Evidence: {index.Subject.Id}").Raw("</title>\n<style>\n").Raw(Style).Raw("\n</style>\n</head>\n<body>\n<h1>")
            .Words(index.Subject.Kind == "message" ? "Evidence of one message" : "Evidence of a case of mutual assistance").Raw("</h1>\n<p class=\"fr\" lang=\"fr\">").Words(index.Subject.Kind == "message" ? "Preuve d’un message" : "Preuve d’une affaire d’assistance mutuelle").Raw("</p>\n<p><code>")
            .Words(index.Subject.Id).Raw("</code></p>\n");
        Watermark(page, index);
        Proven(page, index, steps);
        Checked(page, steps);
        page.Heading("The messages", "Les messages");
        for (var at = 0; at < index.Messages.Count; at++)
        {
            Message(page, at + 1, index.Messages[at], contents.Messages[at]);
        }

        Absent(page, index);
        Records(page, contents);
        Items(page, index);
        Keys(page, index);
        page.Heading("True copy", "Copie conforme").Raw("<p>").Words(index.Statement).Raw("</p>\n")
            .French("Les agents nommés ici déclarent que ce fichier est la copie conforme de ce que le nœud conserve à ce sujet, sauf ce qui est indiqué comme absent.")
            .Heading("How to verify it", "Comment le vérifier")
            .Both(
                "This page is a statement of the administration that made the file. What it says is computed anew, without that administration, by: entente verify FILE --card FINGERPRINT. The signature over the whole is of a common kind (ASiC-E with CAdES) that other programs verify as well.",
                "Cette page est une déclaration de l’administration qui a fait le fichier. Ce qu’elle dit se recalcule, sans cette administration, par : entente verify FICHIER --card EMPREINTE. La signature de l’ensemble est d’un genre courant (ASiC-E avec CAdES) que d’autres programmes vérifient aussi.")
            .Raw("<footer>").Words(Mark(index)).Raw("</footer>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static string Mark(EvidenceIndex index) => string.Create(
        CultureInfo.InvariantCulture, $"Copy {index.Handout.Number} of {index.MadeBy} for {index.Handout.Recipient}, {Examination.Instant(index.MadeAt)}; query: {index.Handout.Query}; asked for by {index.Handout.AskedBy}, approved by {index.Handout.ApprovedBy}.");

    private static void Watermark(Page page, EvidenceIndex index) => page.Raw("<div class=\"mark\"><p>").Words(Mark(index)).Raw("</p>\n").French(string.Create(
        CultureInfo.InvariantCulture, $"Copie {index.Handout.Number} de {index.MadeBy} pour {index.Handout.Recipient} ; demande : {index.Handout.Query} ; demandée par {index.Handout.AskedBy}, approuvée par {index.Handout.ApprovedBy}.")).Raw("</div>\n");

    private static void Proven(Page page, EvidenceIndex index, IReadOnlyList<EvidenceStep> steps)
    {
        var (holds, noted) = (steps.Where(step => step.Outcome == StepOutcome.Holds).ToLookup(step => step.Name), steps.Where(step => step.Outcome == StepOutcome.Noted).ToLookup(step => step.Name));
        page.Heading("What this file proves", "Ce que ce fichier prouve").Raw("<ul>\n")
            .Item("Each message below was signed by the node of the administration that sent it, and is here unchanged.", "Chaque message ci-dessous a été signé par le nœud de l’administration qui l’a envoyé, et se trouve ici inchangé.");
        if (holds.Contains("receipt"))
        {
            page.Item("Where a receipt is there, the node of the receiving administration has signed that it has exactly this message.", "Quand un accusé de réception est joint, le nœud de l’administration destinataire a signé qu’il a exactement ce message.");
        }

        if (holds.Contains("records"))
        {
            page.Item("Each record below stands in the log of the administration that made this file, as it was made.", "Chaque écriture ci-dessous figure au journal de l’administration qui a fait ce fichier, telle qu’elle a été faite.");
        }

        foreach (var step in holds["witnesses"])
        {
            page.Item($"Others have seen that log: {step.Detail}", $"D’autres ont vu ce journal : {step.Detail}");
        }

        if (index.Messages.Any(message => message.Clause is not null))
        {
            page.Item("The text of the agreement that each sender names with its digest is enclosed, word for word.", "Le texte de l’accord que chaque expéditeur désigne par son empreinte est joint, mot pour mot.");
        }

        foreach (var agreement in index.Agreements)
        {
            var (id, by) = (string.Create(CultureInfo.InvariantCulture, $"{agreement.Id}/{agreement.Version}"), string.Join(", ", agreement.Signatures.Select(one => one.Party)));
            page.Item(
                by.Length == 0 ? $"{id}: no signature of a party is enclosed." : $"{id} was signed by the nodes of {by}.",
                by.Length == 0 ? $"{id} : aucune signature d’une partie n’est jointe." : $"{id} a été signé par les nœuds de {by}.");
        }

        page.Raw("</ul>\n").Heading("What it does not prove", "Ce qu’il ne prouve pas").Raw("<ul>\n")
            .Item("That what a message says is true.", "Que ce que dit un message est vrai.")
            .Item("That nothing else was exchanged; what is known to be missing is listed.", "Que rien d’autre n’a été échangé ; ce dont on sait l’absence est indiqué.")
            .Item("Whose the keys really are: compare the fingerprints at the end with the administrations.", "À qui sont réellement les clés : comparez les empreintes, à la fin, avec les administrations.");
        if (index.Messages.Any(message => !message.HasReceipt))
        {
            page.Item("That messages without a receipt have arrived.", "Que les messages sans accusé de réception sont arrivés.");
        }

        foreach (var step in noted["witnesses"])
        {
            page.Item($"Since when the records stand in the log, as far as only the administration itself says so: {step.Detail}", $"Depuis quand les écritures figurent au journal, dans la mesure où seule l’administration elle-même le dit : {step.Detail}");
        }

        if (noted.Contains("handout"))
        {
            page.Item("Who asked for this copy and who approved it: the administration says so.", "Qui a demandé cette copie et qui l’a approuvée : l’administration le dit.");
        }

        page.Raw("</ul>\n");
    }

    private static void Checked(Page page, IReadOnlyList<EvidenceStep> steps)
    {
        page.Heading("What was found when it was verified", "Ce que la vérification a constaté").Raw("<table><tr><th>Step · Étape</th><th>Result · Résultat</th><th>What was found</th></tr>\n");
        foreach (var step in steps.Where(step => step.Name is not ("trust" or "summary")))
        {
            page.Raw("<tr><td>").Words(step.Name).Raw("</td><td>").Words(step.Outcome == StepOutcome.Holds ? "holds · tient" : "noted · à noter").Raw("</td><td>").Words(step.Detail).Raw("</td></tr>\n");
        }

        page.Raw("</table>\n");
    }

    private static void Message(Page page, int number, EnclosedMessage message, MessageBytes bytes)
    {
        page.Raw("<h3>").Words(string.Create(CultureInfo.InvariantCulture, $"{number}. {message.From} → {message.To}")).Raw("</h3>\n<p><code>").Words(message.Id).Raw("</code></p>\n");
        page.Both(
            message.HasReceipt ? $"Signed by {message.From}; received by {message.To}, whose signed receipt is enclosed." : $"Signed by {message.From}; no receipt is enclosed.",
            message.HasReceipt ? $"Signé par {message.From} ; reçu par {message.To}, dont l’accusé de réception signé est joint." : $"Signé par {message.From} ; aucun accusé de réception n’est joint.");
        if (message.Clause is { } clause)
        {
            page.Both($"Sent under {clause}.", $"Envoyé en vertu de {clause}.");
            if (message.Wording is { } wording)
            {
                page.Raw("<blockquote>").Words(wording).Raw("</blockquote>\n");
            }
        }

        page.Raw("<table><tr><th>Content · Contenu</th><th>Type</th><th>Bytes · Octets</th><th>SHA-256</th></tr>\n");
        for (var at = 0; at < message.Contents.Count; at++)
        {
            var content = message.Contents[at];
            page.Raw("<tr><td>").Words(string.Create(CultureInfo.InvariantCulture, $"messages/{number}/content/{at + 1}.{content.Ending} {content.Name}").TrimEnd()).Raw("</td><td>").Words(content.MediaType).Raw("</td><td>")
                .Words(content.Size.ToString("N0", CultureInfo.InvariantCulture)).Raw("</td><td><code>").Words(content.Sha256).Raw("</code></td></tr>\n");
        }

        page.Raw("</table>\n");
        foreach (var content in bytes.Contents.Zip(message.Contents).Where(pair => pair.Second.MediaType is "application/json" or "text/plain").Select(pair => pair.First))
        {
            var text = Encoding.UTF8.GetString(content.Span);
            page.Raw("<pre>").Words(text.Length <= LongestText ? text : text[..LongestText] + " […]").Raw("</pre>\n");
        }
    }

    private static void Absent(Page page, EvidenceIndex index)
    {
        if (index.Absent.Count == 0)
        {
            return;
        }

        page.Heading("What is missing", "Ce qui manque").Raw("<ul>\n");
        foreach (var absent in index.Absent)
        {
            page.Raw("<li><code>").Words(absent.Id).Raw("</code>: ").Words(absent.Why).Raw(absent.Sha256 is null ? "" : $" SHA-256 <code>{absent.Sha256}</code>").Raw("</li>\n");
        }

        page.Raw("</ul>\n");
    }

    private static void Records(Page page, EvidenceContents contents)
    {
        page.Heading("What is on record", "Ce qui est inscrit au journal").Raw("<table><tr><th>No.</th><th>At · Date</th><th>Act · Acte</th><th>About · Objet</th></tr>\n");
        foreach (var (listed, bytes) in contents.Index.Records.Zip(contents.Records))
        {
            var lines = RecordLines.Read(Encoding.UTF8.GetBytes(bytes.Text));
            page.Raw("<tr><td>").Words(listed.Number.ToString(CultureInfo.InvariantCulture)).Raw("</td><td>").Words(lines?.At ?? "").Raw("</td><td>").Words(lines?.Values.GetValueOrDefault("act") ?? "")
                .Raw("</td><td>").Words($"{listed.Kind} {listed.Subject}").Raw("</td></tr>\n");
        }

        page.Raw("</table>\n");
    }

    private static void Items(Page page, EvidenceIndex index)
    {
        foreach (var (at, item) in (index.Items ?? []).Index())
        {
            page.Heading($"Custody: {item.Name}", $"Garde : {item.Name}").Raw("<p>").Words(item.Withheld ?? $"{item.Kind}; {item.Origin}. {item.Conditions}").Raw(item.Sha256 is null ? "" : $" SHA-256 <code>{item.Sha256}</code>").Raw("</p>\n<table><tr><th>At · Date</th><th>Act · Acte</th><th>Held by · Détenu par</th><th>Note</th><th>Signed · Signé</th></tr>\n");
            foreach (var step in item.Steps)
            {
                page.Raw("<tr><td>").Words(Examination.Instant(step.At)).Raw("</td><td>").Words(step.Act).Raw("</td><td>").Words(step.Holder).Raw("</td><td>").Words(step.Note ?? "").Raw("</td><td>")
                    .Words(step.Signature is null ? "not signed by the officer: attested by the node's log · non signé par l’agent : attesté par le journal du nœud" : "signed by the officer · signé par l’agent").Raw("</td></tr>\n");
            }

            page.Raw("</table>\n");
            if (item is { Translation: { } translation, Withheld: null })
            {
                page.Both($"A translation into ‘{translation.Language}’ by {translation.By}, of what has the SHA-256 {translation.Of}.", $"Une traduction en « {translation.Language} » par {translation.By}, de ce dont la SHA-256 est {translation.Of}.");
            }

            if (item.File is { } file)
            {
                var (size, name) = (file.Size.ToString("N0", CultureInfo.InvariantCulture), file.IsEnclosed ? file.At(at) : "");
                page.Both(
                    file.IsEnclosed ? $"Its file, {file.Name} ({size} bytes), is enclosed as {name}." : $"Its file, {file.Name} ({size} bytes), is held apart: {file.Apart} Whoever has it compares its SHA-256 with the one above.",
                    file.IsEnclosed ? $"Son fichier, {file.Name} ({size} octets), est joint sous {name}." : $"Son fichier, {file.Name} ({size} octets), est conservé à part. Qui l’a en compare le SHA-256 avec celui ci-dessus.");
            }
        }
    }

    private static void Keys(Page page, EvidenceIndex index)
    {
        page.Heading("Whose keys these are", "À qui sont ces clés").Both(
            "Compare each fingerprint with the administration that it is said to be of, by telephone or on paper.",
            "Comparez chaque empreinte avec l’administration à laquelle elle est attribuée, par téléphone ou sur papier.").Raw("<table><tr><th>Node · Nœud</th><th>Version</th><th>Fingerprint of its card · Empreinte de sa carte</th></tr>\n");
        foreach (var card in index.Cards)
        {
            page.Raw("<tr><td>").Words(card.Party).Raw("</td><td>").Words(card.Version.ToString(CultureInfo.InvariantCulture)).Raw("</td><td><code>").Words(Protocol.Federation.CardFingerprint.Grouped(card.Fingerprint)).Raw("</code></td></tr>\n");
        }

        page.Raw("</table>\n");
    }

    private sealed class Page
    {
        private readonly StringBuilder text = new();

        public Page Raw(string markup)
        {
            text.Append(markup);
            return this;
        }

        public Page Words(string words)
        {
            text.Append(HtmlEncoder.Default.Encode(words));
            return this;
        }

        public Page French(string words) => Raw("<p class=\"fr\" lang=\"fr\">").Words(words).Raw("</p>\n");

        public Page Both(string english, string french) => Raw("<p>").Words(english).Raw("</p>\n").French(french);

        public Page Heading(string english, string french) => Raw("<h2>").Words(english).Raw(" <span class=\"fr\" lang=\"fr\">· ").Words(french).Raw("</span></h2>\n");

        public Page Item(string english, string french) => Raw("<li>").Words(english).Raw(" <span class=\"fr\" lang=\"fr\">").Words(french).Raw("</span></li>\n");

        public override string ToString() => text.ToString();
    }
}
