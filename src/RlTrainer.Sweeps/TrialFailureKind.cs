namespace RlTrainer.Sweeps;

/// <summary>Who is to blame for a trial that ended without a result, and so whether another try can help.</summary>
internal enum TrialFailureKind
{
    /// <summary>Its process ended without a word, e.g. killed for want of memory: it is started again.</summary>
    Death,

    /// <summary>Disk, share, permission, memory, descriptors: it is tried again.</summary>
    MachineFault,

    /// <summary>Its settings, data or model cannot be: another try ends the same way.</summary>
    WrongInput,

    /// <summary>A fault of the program.</summary>
    ProgramFault,
}
