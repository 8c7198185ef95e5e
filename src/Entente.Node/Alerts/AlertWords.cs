using System.Globalization;
using Entente.Node.Console;
using Entente.Protocol.Alerts;
using Entente.Screening;

namespace Entente.Node.Alerts;

/// <summary>The words of alerts and hits in the officer's language.</summary>
internal static class AlertWords
{
    extension(Text t)
    {
        public string Of(AlertCategory category) => category switch
        {
            AlertCategory.Commodities => t["Goods"],
            AlertCategory.MeansOfTransport => t["Means of transport"],
            AlertCategory.Businesses => t["Business"],
            AlertCategory.Persons => t["Person"],
            AlertCategory.FraudTrends => t["Fraud trend"],
            AlertCategory.Expertise => t["Expertise"],
            AlertCategory.GoodsDetained => t["Goods detained"],
            _ => t["Cash detained"],
        };

        public string Of(RequestedAction action) => action switch
        {
            RequestedAction.SightAndReport => t["Sight and report"],
            RequestedAction.DiscreetCheck => t["Discreet check"],
            RequestedAction.InquiryCheck => t["Inquiry check"],
            RequestedAction.SpecificCheck => t["Specific check"],
            RequestedAction.OperationalAnalysis => t["Operational analysis"],
            RequestedAction.StrategicAnalysis => t["Strategic analysis"],
            RequestedAction.Seize => t["Seize"],
            RequestedAction.DetainAndNotify => t["Detain and notify"],
            RequestedAction.Locate => t["Locate"],
            RequestedAction.PreventMovement => t["Prevent movement"],
            RequestedAction.InspectOutbound => t["Inspect outbound"],
            RequestedAction.DoNotLoad => t["Do not load"],
            RequestedAction.RequestForScreening => t["Screen"],
            RequestedAction.RequestForInformation => t["Ask for information"],
            RequestedAction.ControlledDelivery => t["Controlled delivery"],
            _ => t["Warn"],
        };

        public string Of(Directive directive) => directive switch
        {
            Directive.Stop => t["Stop"],
            Directive.Look => t["Look"],
            _ => t["Let pass"],
        };

        /// <summary>What the directive asks of the officer, in a sentence.</summary>
        public string Meaning(Directive directive) => directive switch
        {
            Directive.Stop => t["Hold it. Nothing moves until this is decided."],
            Directive.Look => t["Check before you release."],
            _ => t["Let it go on without a sign, and report."],
        };

        public string Of(HitState state) => state switch
        {
            HitState.Open => t["Open"],
            HitState.True => t["True"],
            HitState.False => t["False"],
            _ => t["Undecided"],
        };

        public string Of(WarningCode warning) => warning switch
        {
            WarningCode.Armed => t["Armed"],
            WarningCode.Violent => t["Violent"],
            WarningCode.Escaping => t["Escapes"],
            WarningCode.SuicideRisk => t["Suicide risk"],
            WarningCode.HealthThreat => t["Health threat"],
            _ => t["Terrorism"],
        };

        public string Of(AlertState state) => state == AlertState.Active ? t["Active"] : t["Withdrawn"];

        public string Of(HandlingCode code) => code switch
        {
            HandlingCode.H0 => t["H0: only to prevent and combat crime"],
            HandlingCode.H1 => t["H1: not in court without permission"],
            HandlingCode.H2 => t["H2: not to be passed on without permission"],
            _ => t["H3: other restrictions, in words"],
        };

        public string Of(SourceEvaluation source) => source switch
        {
            SourceEvaluation.A => t["A: no doubt about the source"],
            SourceEvaluation.B => t["B: mostly reliable"],
            SourceEvaluation.C => t["C: mostly unreliable"],
            _ => t["X: cannot be assessed"],
        };

        public string Of(InformationEvaluation information) => information switch
        {
            InformationEvaluation.NoDoubt => t["1: known without reserve"],
            InformationEvaluation.KnownToSource => t["2: known to the source itself"],
            InformationEvaluation.Corroborated => t["3: corroborated"],
            _ => t["4: cannot be corroborated"],
        };

        public string Of(SubjectKind kind) => kind switch
        {
            SubjectKind.Person => t["Person"],
            SubjectKind.Organisation => t["Business"],
            SubjectKind.Party => t["Person or business"],
            SubjectKind.Vessel => t["Vessel"],
            SubjectKind.Aircraft => t["Aircraft"],
            SubjectKind.Vehicle => t["Vehicle"],
            SubjectKind.Container => t["Container"],
            SubjectKind.Commodity => t["Goods"],
            _ => t["Person or business"],
        };

        public string Of(ObjectType type) => type switch
        {
            ObjectType.MotorVehicle => t["Vehicle"],
            ObjectType.Trailer => t["Trailer"],
            ObjectType.Caravan => t["Caravan"],
            ObjectType.IndustrialEquipment => t["Industrial equipment"],
            ObjectType.Boat => t["Vessel"],
            ObjectType.BoatEngine => t["Boat engine"],
            ObjectType.Container => t["Container"],
            ObjectType.Aircraft => t["Aircraft"],
            ObjectType.AircraftEngine => t["Aircraft engine"],
            ObjectType.Firearm => t["Firearm"],
            ObjectType.BlankOfficialDocument => t["Blank official document"],
            ObjectType.IdentityDocument => t["Identity document"],
            ObjectType.RegistrationCertificateOrPlate => t["Registration certificate or plate"],
            ObjectType.Banknote => t["Banknotes"],
            ObjectType.InformationTechnology => t["Computer equipment"],
            ObjectType.VehicleComponent => t["Part of a vehicle"],
            ObjectType.IndustrialComponent => t["Part of a machine"],
            _ => t["Object of high value"],
        };

        public string Of(PaperKind kind) => kind switch
        {
            PaperKind.Passport => t["Passport"],
            PaperKind.NationalIdentity => t["National identity card"],
            PaperKind.TaxCard => t["Tax card"],
            PaperKind.DrivingLicence => t["Driving licence"],
            PaperKind.ResidencePermit => t["Residence permit"],
            _ => t["Another paper"],
        };

        public string Of(BusinessNumberKind kind) => kind switch
        {
            BusinessNumberKind.Vat => t["VAT number"],
            BusinessNumberKind.Eori => t["EORI number"],
            BusinessNumberKind.Excise => t["Excise number"],
            BusinessNumberKind.Registration => t["Company register"],
            BusinessNumberKind.Tax => t["Tax number"],
            BusinessNumberKind.Lei => "LEI",
            BusinessNumberKind.Bic => "BIC",
            BusinessNumberKind.Iban => "IBAN",
            BusinessNumberKind.ImoCompany => t["IMO company number"],
            _ => t["Another number"],
        };

        public string Of(ObjectNumberKind kind) => kind switch
        {
            ObjectNumberKind.Container => t["Container number"],
            ObjectNumberKind.Imo => t["IMO number"],
            ObjectNumberKind.CallSign => t["Call sign"],
            ObjectNumberKind.Mmsi => "MMSI",
            ObjectNumberKind.Tail => t["Aircraft registration"],
            ObjectNumberKind.Plate => t["Number plate"],
            ObjectNumberKind.Vin => t["Vehicle identification number"],
            ObjectNumberKind.Document => t["Document number"],
            _ => t["Serial number"],
        };

        /// <summary>Where an alert comes from: a list and the day of its version, or an authority and the version of its alert.</summary>
        /// <param name="source">As hits keep it, for example <c>customs v2</c>.</param>
        /// <param name="authorities">Names by id.</param>
        public (string Name, string? Version) SourceOf(string source, IReadOnlyDictionary<string, string> authorities)
        {
            var at = source.LastIndexOf(' ');
            return at <= 0 || at + 1 == source.Length ? (source, null)
                : (authorities.GetValueOrDefault(source[..at], source[..at]), source[at + 1] == 'v' ? t["version {0}", source[(at + 2)..]] : source[(at + 1)..]);
        }

        /// <summary>What a rule of screening compares.</summary>
        public string Rule(string rule) => rule switch
        {
            "identifier" => t["Number"],
            "identifier-check-digit" => t["Check digit"],
            "identifier-differs" => t["Numbers differ"],
            "name" => t["Name"],
            "name-conflict" => t["Words that contradict"],
            "name-extra" => t["Words left over"],
            "number" => t["Numbers in the name"],
            "legal-form" => t["Legal form"],
            "single-word" => t["One word only"],
            "weak-alias" => t["Weak alias"],
            "birth-same" or "birth-overlaps" or "birth-near" or "birth-differs" => t["Birth"],
            "country" or "country-differs" => t["Country"],
            "sex-differs" => t["Sex"],
            "address" => t["Address"],
            _ => rule,
        };

        /// <summary>Why it was entered: in the words of whoever entered it, but for an import, which has only its own.</summary>
        public string ReasonOf(Alert alert) => alert.Listing is null ? alert.Reason : t.Told(alert.Reason);

        public string? BasisOf(Alert alert) => alert is { Listing: not null, LegalBasis: { } basis } ? t.Told(basis) : alert.LegalBasis;
    }

    /// <summary>A finding in the officer's language; in English where a hit was raised by a rule that is no more.</summary>
    public static string Finding(Screening.Evidence row) =>
        ScreeningRules.Sentence(row, CultureInfo.CurrentUICulture);

    extension(Directive directive)
    {
        public Tone Tone => directive switch { Directive.Stop => Tone.Stop, Directive.Look => Tone.Care, _ => Tone.Good };

        public string Icon => directive switch { Directive.Stop => "hand-stop", Directive.Look => "eye", _ => "arrow-right" };
    }

    extension(HitState state)
    {
        public Tone Tone => state switch { HitState.True => Tone.Stop, HitState.False => Tone.Neutral, HitState.Undecided => Tone.Care, _ => Tone.Waiting };
    }
}
