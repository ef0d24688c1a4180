namespace RlTrainer.Environments;

/// <summary>When entries may fill and episodes may start. Positions may be held to flat time in either window.</summary>
public enum EntryWindow
{
    /// <summary>The regular session, 09:30 to 16:00 US Eastern.</summary>
    RegularSession,

    /// <summary>The whole trading day, from 18:00 of the evening before to the last entry before flat time.</summary>
    Full,
}
