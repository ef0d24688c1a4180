"""Runs Jupyter's own kernel tests (jupyter_kernel_test) on this kernel: samples for them, nothing of them. RLTRAINER_KERNEL_TEST names a clone."""
import os
import sys
import unittest

sys.path.insert(0, os.environ["RLTRAINER_KERNEL_TEST"])
import jupyter_kernel_test  # noqa: E402


class DotNet(jupyter_kernel_test.KernelTests):
    kernel_name = ".net-csharp"
    language_name = "C#"
    file_extension = ".cs"
    code_hello_world = 'Console.WriteLine("hello, world");'
    code_stderr = 'Console.Error.WriteLine("oh no");'
    completion_samples = [
        {"text": "Console.WriteL", "matches": ["WriteLine"]},
        {"text": "Math.Sq", "matches": ["Sqrt"]},
        {"text": "#!markd", "matches": ["#!markdown"]},
    ]
    complete_code_samples = ["1 + 1", "var x = 1;", "int Twice(int n) => 2 * n;"]
    incomplete_code_samples = ["if (true) {", "var a = 1", "Console.WriteLine("]
    invalid_code_samples = ["int x = ;", "var 1x = 2;"]
    code_generate_error = 'throw new InvalidOperationException("meant");'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"a" + "b"', "result": "ab"},
        {"code": "40 + 2", "result": "42"},
        {"code": "6 * 7", "result": "42"},
    ]
    code_display_data = [
        {"code": 'display(HTML("<b>bold</b>"));', "mime": "text/html"},
        {"code": '"<svg/>".DisplayAs("image/svg+xml");', "mime": "image/svg+xml"},
    ]
    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "6 * ?"
    code_inspect_sample = "Console.WriteLine"
    code_clear_output = "RlTrainer.Notebooks.Outputs.CellContext.Required().Outputs.Clear(wait: false);"


class Welcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = ".net-csharp"


class Told(unittest.TextTestResult):
    """Names each test with its outcome, one a line."""

    def addSuccess(self, test):
        super().addSuccess(test)
        print(f"passed {test._testMethodName}")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        print(f"FAILED {test._testMethodName}")

    def addError(self, test, err):
        super().addError(test, err)
        print(f"FAILED {test}")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        print(f"skipped {getattr(test, '_testMethodName', test)}: {reason}")

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            print(f"FAILED {subtest}")


if __name__ == "__main__":
    suite = unittest.TestSuite([unittest.defaultTestLoader.loadTestsFromTestCase(case) for case in (DotNet, Welcome)])
    result = unittest.TextTestRunner(resultclass=Told, stream=sys.stderr).run(suite)
    sys.exit(0 if result.wasSuccessful() else 1)
