namespace RlTrainer.Tests.Learning;

/// <summary>A cart on a rail with a pole on it (Barto, Sutton and Anderson 1983), as Gymnasium's CartPole-v1 moves it.</summary>
/// <param name="Position">Of the cart, metres.</param>
/// <param name="Velocity">Of the cart, metres a second.</param>
/// <param name="Angle">Of the pole from upright, radians.</param>
/// <param name="AngularVelocity">Of the pole, radians a second.</param>
internal readonly record struct CartPoleState(double Position, double Velocity, double Angle, double AngularVelocity)
{
    private const double Gravity = 9.8, PoleMass = 0.1, TotalMass = 1.1, HalfLength = 0.5, Force = 10.0, StepSeconds = 0.02;
    private const double PositionLimit = 2.4, AngleLimit = 12.0 * Math.PI / 180.0;

    public bool IsOutside => Math.Abs(Position) > PositionLimit || Math.Abs(Angle) > AngleLimit;

    /// <summary>One explicit Euler step; action 1 pushes to the right, 0 to the left.</summary>
    public CartPoleState After(int action)
    {
        double force = action == 1 ? Force : -Force, cosine = Math.Cos(Angle), sine = Math.Sin(Angle);
        double push = (force + PoleMass * HalfLength * AngularVelocity * AngularVelocity * sine) / TotalMass;
        double turn = (Gravity * sine - cosine * push) / (HalfLength * (4.0 / 3.0 - PoleMass * cosine * cosine / TotalMass));
        double acceleration = push - PoleMass * HalfLength * turn * cosine / TotalMass;
        return new CartPoleState(
            Position + StepSeconds * Velocity, Velocity + StepSeconds * acceleration,
            Angle + StepSeconds * AngularVelocity, AngularVelocity + StepSeconds * turn);
    }
}
