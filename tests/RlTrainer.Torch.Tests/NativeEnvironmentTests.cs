namespace RlTrainer.Torch.Tests;

/// <summary>Native libraries read their variables through getenv, which the managed setter does not reach on Unix.</summary>
public sealed class NativeEnvironmentTests
{
    [Fact]
    public void A_variable_set_for_native_code_is_what_native_code_reads()
    {
        NativeEnvironment.SetIfAbsent("RLTRAINER_NATIVE_ENVIRONMENT_SET", "3");
        Assert.Equal("3", NativeEnvironment.Read("RLTRAINER_NATIVE_ENVIRONMENT_SET"));
    }

    [Fact]
    public void A_value_the_user_has_set_stays()
    {
        NativeEnvironment.SetIfAbsent("RLTRAINER_NATIVE_ENVIRONMENT_KEPT", "the user's");
        NativeEnvironment.SetIfAbsent("RLTRAINER_NATIVE_ENVIRONMENT_KEPT", "another");
        Assert.Equal("the user's", NativeEnvironment.Read("RLTRAINER_NATIVE_ENVIRONMENT_KEPT"));
    }

    [Fact]
    public void The_managed_setter_alone_does_not_reach_native_code_on_unix()
    {
        if (OperatingSystem.IsWindows()) return;
        Environment.SetEnvironmentVariable("RLTRAINER_NATIVE_ENVIRONMENT_MANAGED", "1");
        Assert.Null(NativeEnvironment.Read("RLTRAINER_NATIVE_ENVIRONMENT_MANAGED"));
    }
}
