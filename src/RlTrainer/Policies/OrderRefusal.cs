namespace RlTrainer.Policies;

/// <summary>Why an order was refused before it reached the environment.</summary>
public enum OrderRefusal
{
    /// <summary>There is no such action.</summary>
    UnknownAction,

    /// <summary>The mask forbids it.</summary>
    Masked,

    /// <summary>An entry while a position is open.</summary>
    EntryInPosition,

    /// <summary>A change of a position while flat.</summary>
    ManagementWhileFlat,

    /// <summary>An entry that could fill at or after the last entry before flat time.</summary>
    EntryTooLate,

    /// <summary>An entry at a moment that an entry rule forbids.</summary>
    EntryForbidden,

    /// <summary>An entry without room to the drawdown threshold or the daily limit.</summary>
    EntryWithoutRoom,
}
