namespace Entente.Protocol.Alerts;

/// <summary>The eight data categories of the Customs Information System, a closed list (Reg. (EC) 515/97 art. 24, Council Decision 2009/917/JHA art. 3).</summary>
public enum AlertCategory
{
    /// <summary>(a)</summary>
    Commodities = 1,

    /// <summary>(b)</summary>
    MeansOfTransport,

    /// <summary>(c)</summary>
    Businesses,

    /// <summary>(d)</summary>
    Persons,

    /// <summary>(e) carries no personal data at all.</summary>
    FraudTrends,

    /// <summary>(f) carries an expert's name and forename only.</summary>
    Expertise,

    /// <summary>(g)</summary>
    GoodsDetained,

    /// <summary>(h)</summary>
    CashDetained,
}

/// <summary>Identifiable objects an alert may be about (Reg. (EU) 2018/1862 art. 38(2)).</summary>
public enum ObjectType
{
    MotorVehicle = 1, Trailer, Caravan, IndustrialEquipment, Boat, BoatEngine, Container, Aircraft, AircraftEngine, Firearm,
    BlankOfficialDocument, IdentityDocument, RegistrationCertificateOrPlate, Banknote, InformationTechnology, VehicleComponent,
    IndustrialComponent, HighValueObject,
}

/// <summary>What the owner of an alert asks to be done when its subject is found. Mandatory.</summary>
public enum RequestedAction
{
    SightAndReport = 1, DiscreetCheck, InquiryCheck, SpecificCheck, OperationalAnalysis, StrategicAnalysis, Seize, DetainAndNotify,
    Locate, PreventMovement, InspectOutbound, DoNotLoad, RequestForScreening, RequestForInformation, ControlledDelivery, Warn,
}

/// <summary>Dangers to the officer or the subject (Reg. (EU) 2018/1862 art. 20(3)).</summary>
public enum WarningCode { Armed = 1, Violent, Escaping, SuicideRisk, HealthThreat, Terrorism }

/// <summary>What may be done with an item by whoever receives it (Europol handling codes).</summary>
public enum HandlingCode
{
    /// <summary>Only to prevent and combat crime.</summary>
    H0,

    /// <summary>Not in judicial proceedings without the provider's permission.</summary>
    H1,

    /// <summary>Not to be passed on without the provider's permission.</summary>
    H2,

    /// <summary>Other restrictions, in words.</summary>
    H3,
}

/// <summary>How reliable the source is.</summary>
public enum SourceEvaluation { A = 1, B, C, X }

/// <summary>How reliable the information is: 1 no doubt, 2 known to the source, 3 corroborated, 4 cannot be corroborated.</summary>
public enum InformationEvaluation { NoDoubt = 1, KnownToSource, Corroborated, Uncorroborated }
