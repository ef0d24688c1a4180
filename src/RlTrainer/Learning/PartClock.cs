namespace RlTrainer.Learning;

/// <summary>Charges the time since the last charge to a part. Without a time provider everything takes 0 seconds.</summary>
internal sealed class PartClock(TimeProvider? time)
{
    private readonly double[] _seconds = new double[3];
    private long _last = time?.GetTimestamp() ?? 0;

    public void Charge(UpdatePart part)
    {
        if (time is null) return;
        long now = time.GetTimestamp();
        _seconds[(int)part] += time.GetElapsedTime(_last, now).TotalSeconds;
        _last = now;
    }

    /// <summary>What passed between updates is nobody's.</summary>
    public void Start() => _last = time?.GetTimestamp() ?? 0;

    /// <summary>The seconds charged since the last call.</summary>
    public UpdateTiming Take()
    {
        var timing = new UpdateTiming(_seconds[0], _seconds[1], _seconds[2]);
        Array.Clear(_seconds);
        return timing;
    }
}
