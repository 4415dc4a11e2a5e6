# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the unittest cases of a program and reports them in the Test Anything Protocol.

A Python test program ends with:

    if __name__ == '__main__':
        tap.main()
"""

import sys
import unittest


class TapResult(unittest.TestResult):
    """Writes one line a case, as the cases end."""

    def __init__(self):
        super().__init__()
        self.count = 0
        self._failed_parts = 0

    def _report(self, verdict, test, reason=''):
        self.count += 1
        for line in reason.splitlines():
            print(f'# {line}')
        name = test.id().split('.', 1)[-1]
        summary = test.shortDescription()
        label = f'{name}: {summary}' if summary else name
        label = label.replace('#', '')
        print(f'{verdict} {self.count} {label}', flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        self._report('ok', test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._report('not ok', test, self.failures[-1][1])

    def addError(self, test, err):
        super().addError(test, err)
        self._report('not ok', test, self.errors[-1][1])

    def addSubTest(self, test, subtest, err):
        # Only the case as a whole is one line of the plan; it is reported when it ends.
        super().addSubTest(test, subtest, err)
        if err is None:
            return
        self._failed_parts += 1
        kind = self.failures if issubclass(err[0], test.failureException) else self.errors
        print(f'# failed with {subtest._subDescription()}')
        for line in kind[-1][1].splitlines():
            print(f'# {line}')

    def startTest(self, test):
        super().startTest(test)
        self._failed_parts = 0

    def stopTest(self, test):
        super().stopTest(test)
        # A case whose parts failed is neither a success nor a failure to unittest.
        if self._failed_parts > 0:
            self._report('not ok', test)
        sys.stdout.flush()


def main(module='__main__'):
    """Runs all cases of a module and ends the program with status 0 when all passed."""
    suite = unittest.defaultTestLoader.loadTestsFromName(module)
    print(f'1..{suite.countTestCases()}', flush=True)
    result = TapResult()
    suite.run(result)
    sys.exit(0 if result.wasSuccessful() and result.count == suite.countTestCases() else 1)
