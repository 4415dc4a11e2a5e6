# SPDX-License-Identifier: GPL-3.0-or-later
"""Orca, GNOME's screen reader, and what it says.

To be used inside a private session, see run-in-session.py:

    with orca.Orca() as reader:
        ...
        atspi.press('Tab')
        reader.hear('Sort By push button')

Orca is the one of the system with settings of its own. Nothing is heard: there is no speech synthesizer, and what
Orca would hand to one is written down before.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile

import atspi

# Orca reads this file when it starts: the place that it has for settings without a switch. "speech" is the log to
# which it hands every sentence on its way to the synthesizer.
CUSTOMIZATIONS = '''
import json
import logging
import os
import orca.settings

class Writer(logging.Handler):
    def emit(self, record):
        file.write(json.dumps(record.getMessage()) + "\\n")

file = open(os.environ["ZC_ORCA_SPEECH"], "w", buffering=1)
logging.getLogger("speech").addHandler(Writer())
orca.settings.enableKeyEcho = False
orca.settings.enableBraille = False
'''
SENTENCE = re.compile(r"SPEECH OUTPUT: '(.*)'", re.DOTALL)


class Orca:
    """Orca from its first sentence to its end."""

    def __init__(self):
        self.directory = tempfile.mkdtemp(prefix='orca-')
        self.sentences = []
        self.heard = 0
        self.speech = os.path.join(self.directory, 'speech')
        self._write('orca-customizations.py', CUSTOMIZATIONS, 0o600)
        # It refuses to start beside another one of the same user, also in another session.
        self._write('pgrep', '#!/bin/sh\nexit 1\n', 0o700)
        self.output = open(os.path.join(self.directory, 'output'), 'w+', encoding='utf-8')
        environment = {name: value for name, value in os.environ.items() if name not in ('G_DEBUG', 'PYTHONPATH')}
        environment.update({
            'PATH': f'{self.directory}:{environment["PATH"]}',
            'SPEECHD_CMD': os.path.join(self.directory, 'no-synthesizer'),
            'ZC_ORCA_SPEECH': self.speech,
        })
        self.process = subprocess.Popen(['/usr/bin/orca', '--user-prefs', self.directory], env=environment,
                                        stdin=subprocess.DEVNULL, stdout=self.output, stderr=self.output)

    def _write(self, name, text, mode):
        path = os.path.join(self.directory, name)
        with open(path, 'w', encoding='ascii') as file:
            file.write(text)
        os.chmod(path, mode)

    def __enter__(self):
        self.hear('Screen reader on')
        return self

    def __exit__(self, kind, value, trace):
        self.process.terminate()
        try:
            self.process.wait(atspi.WAIT_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.output.close()
        shutil.rmtree(self.directory)

    def listen(self):
        """Takes in what was said meanwhile; returns all sentences since it started."""
        if os.path.exists(self.speech):
            with open(self.speech, encoding='utf-8') as file:
                lines = [line for line in file.read().splitlines(keepends=True) if line.endswith('\n')]
            matches = [SENTENCE.match(json.loads(line)) for line in lines]
            self.sentences = [match[1].strip().rstrip('.') for match in matches if match]
        if self.process.poll() is not None:
            self.output.seek(0)
            raise atspi.Failed(f'Orca ended with status {self.process.returncode}: {self.output.read()}')
        return self.sentences

    def press_until(self, key, wanted, window, most=12):
        """Presses a key each time the focus has moved, until it is on something whose name matches a pattern, and hears it.

        window: where the focus moves

        What was said cannot tell how often to press: a busy machine says it late, and more than one sentence a key.
        """
        names = []
        node = self.find_focus(window)
        for _ in range(most):
            before = node
            self.heard = len(self.listen())
            atspi.press(key)
            node = atspi.wait_until(lambda: self.find_other_focus(window, before), f'the focus moves with {key}',
                                    explain=lambda: '; '.join(names))
            names.append(node.name)
            if wanted.match(node.name):
                self.hear(wanted)
                return
        raise atspi.Failed(f'{key} does not lead to "{wanted.pattern}" {most} times, but to {"; ".join(names)}')

    @staticmethod
    def find_focus(window):
        """The innermost thing of a window that has the focus, or None."""
        return next(iter(reversed(atspi.find_all(window, focused=True))), None)

    def find_other_focus(self, window, before):
        """What has the focus, when it is another thing than before."""
        node = self.find_focus(window)
        return node if node is not None and node != before else None

    def hear(self, wanted, seconds=atspi.WAIT_SECONDS):
        """Waits for a sentence after those that were waited for before; returns it.

        wanted: the whole sentence without the full stop, or a compiled pattern that must match from its beginning
        """
        found = []

        def look():
            for number, sentence in enumerate(self.listen()[self.heard:], self.heard):
                if wanted.match(sentence) if isinstance(wanted, re.Pattern) else sentence == wanted:
                    found.append(sentence)
                    self.heard = number + 1
                    return True
            return False

        words = wanted.pattern if isinstance(wanted, re.Pattern) else wanted
        atspi.wait_until(look, f'Orca says "{words}"', seconds, lambda: '\n'.join(self.sentences[self.heard:]))
        return found[0]
