# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that the service and the way to it can do wrong, met by one program that is never restarted.

What is asserted each time: what the user is told; that what was read before stays on the screen; that the program goes
on by itself or with *Refresh*; and, in the sandbox's journal, that exactly those requests were sent that may be.
"""

import datetime
import email.utils
import os
import re
import tempfile
import unittest

import atspi
import tap
from courier import TRANSFER_SECONDS, Courier, started
from sandbox import Sandbox, wait_until

N_PRIMARIES = 8
NAME_SERVERS = ('nscs.ui-dns.com', 'nscs.ui-dns.de')
LATE_SERVER = NAME_SERVERS[1]
QUIET = 'a.example'
LARGER_THAN_MAY_BE = 64 * 1024 * 1024 + 1

AGE = r'(just now|[0-9]+ minutes? ago)\.$'
STAY = f'The secondary zones are shown as they were read {AGE}'
BOTH_STAY = f'The zones are shown as they were read {AGE}'
# The requests of one reading: the first and up to three more.
ONCE = 1
EACH_TRY = 4


def status(number, **more):
    """A fault that answers with a status and the service's own form of an error."""
    return {'kind': 'status', 'status': number, **more}


REDIRECT = {'kind': 'redirect', 'location': 'http://127.0.0.1:9/elsewhere'}
HTML = {'kind': 'html', 'status': 502}
BUSY = status(409, code='paas-dns-rest-0513', message='the zone has too many operations in progress')
GARBAGE = {'kind': 'body', 'body': '{"type":"collection","items":[{"id":7}]}'}
WEB_PAGE = {'kind': 'body', 'body': '<html><body>Sign in to the network</body></html>', 'content_type': 'text/html'}

# What a question meets; what the program calls it; how often it asks. With "Offline" the service was not reached.
QUESTIONS = [
    (status(400), 'IONOS refused the request', ONCE),
    (status(401), 'IONOS did not accept the token', ONCE),
    (status(403), 'The account may not do this', ONCE),
    (status(404), 'IONOS does not have this', ONCE),
    (BUSY, 'IONOS is still busy with this zone', ONCE),
    (status(429, retry_after='3600'), 'Too many requests', ONCE),
    (status(500), 'Error inside IONOS Cloud DNS', ONCE),
    (REDIRECT, 'The API address leads elsewhere', ONCE),
    ({'kind': 'empty'}, 'The answer could not be understood', ONCE),
    (GARBAGE, 'The answer could not be understood', ONCE),
    (WEB_PAGE, 'The answer could not be understood', ONCE),
    (HTML, 'IONOS Cloud DNS is not available', EACH_TRY),
    ({'kind': 'reset'}, 'Offline', EACH_TRY),
    ({'kind': 'truncated'}, 'Offline', EACH_TRY),
]

# What the start of a transfer meets, how it ends, with which words, and what every PUT was answered with, 0 for nothing.
# A second one follows only on a refusal that asks for it.
STARTS = {
    'bad-request': (status(400, message='<b>no</b>'), 'Failed', r'refused the request \(400\).*<b>no</b>', [400]),
    'unauthorized': (status(401), 'Failed', r'did not accept the token \(401\)', [401]),
    'forbidden': (status(403), 'Failed', r'may not do this \(403\)', [403]),
    'gone': (status(404), 'Failed', r'does not have what was asked for \(404\)', [404]),
    'busy': (BUSY, 'Failed', r'still busy with another operation \(409\).*too many operations', [409]),
    'hurried': (status(429), 'Failed', r'too many requests \(429\)', [429]),
    'hurried-for-long': (status(429, retry_after='3600'), 'Failed', 'asks to wait 3600 seconds', [429]),
    'hurried-once': (status(429, retry_after='1', count=1), 'Done', '', [429, 202]),
    'overloaded': (status(503), 'Failed', r'not available \(503\)', [503]),
    'overloaded-twice': (status(503, retry_after='1', count=2), 'Done', '', [503, 503, 202]),
    'broken': (status(500), 'Failed', r'failed itself \(500\)', [500]),
    'gateway': (HTML, 'Failed', r'not available \(502\)', [502]),
    'late-gateway': (status(504), 'Failed', r'not available \(504\)', [504]),
    'redirected': (REDIRECT, 'Failed', r'sent to another address \(307\)', [307]),
    'lost': ({'kind': 'lost'}, 'Done', '', [0]),
    'truncated': ({'kind': 'truncated'}, 'Done', '', [202]),
    'empty': ({'kind': 'empty'}, 'Done', '', [202]),
    'web-page': (WEB_PAGE, 'Done', '', [202]),
    'late': ({'kind': 'delay', 'delay_ms': 1500}, 'Done', '', [202]),
    'hanging': ({'kind': 'hang'}, 'Done', '', [0]),
    # Nothing came of this one, so that there is nothing to be seen of it; it is not watched any longer.
    'reset': ({'kind': 'reset'}, 'Stopped watching', 'whether the transfer began is not known', [0]),
}

# What the questions meet that follow a start, and how it ends. What may pass is waited out.
WATCHED = {
    'watched-unauthorized': (status(401), 'Failed', r'did not accept the token \(401\)'),
    'watched-forbidden': (status(403), 'Failed', r'may not do this \(403\)'),
    'watched-gone': (status(404), 'Failed', r'does not have what was asked for \(404\)'),
    'watched-broken': (status(500), 'Done', ''),
    'watched-gateway': (HTML, 'Done', ''),
    'watched-reset': ({'kind': 'reset'}, 'Done', ''),
    'watched-garbage': (GARBAGE, 'Done', ''),
}

ZONES = [*STARTS, *WATCHED]


def write_scenario(path):
    """Zones that are all behind by one transfer, and one that nothing is done with."""
    with open(path, 'w', encoding='utf-8') as file:
        for number in range(N_PRIMARIES):
            file.write(f'[primary-server 127.0.10.{number + 1}]\n')
        for name in NAME_SERVERS:
            file.write(f'[name-server {name}]\n')
        for number, name in enumerate(ZONES):
            file.write(f'[secondary-zone {name}.example]\nserial=2\nserved-serial=1\n'
                       f'primaries=127.0.10.{number % N_PRIMARIES + 1}\n')
        file.write(f'[secondary-zone {QUIET}]\nprimaries=127.0.10.1\n[primary-zone own.example]\n')


class Faults(unittest.TestCase):
    """The cases share the program, and come in the order of their names."""

    n_changes = 0

    @classmethod
    def setUpClass(cls):
        directory = cls.enterClassContext(tempfile.TemporaryDirectory())
        path = os.path.join(directory, 'faults.scenario')
        write_scenario(path)
        cls.sandbox = cls.enterClassContext(Sandbox(path))
        cls.program = cls.enterClassContext(started({**cls.sandbox.environment(), 'XDG_DATA_HOME': directory}))
        cls.app = Courier(cls.program, cls.sandbox)
        cls.app.choose('Secondary zones')
        cls.ids = {zone['properties']['zoneName']: zone['id'] for zone in cls.sandbox.zones()}
        # These are looked up once, since a look at a whole window takes a second.
        cls.list = cls.app.row(QUIET).parent
        cls.views = atspi.find(cls.app.window, 'page tab list')
        cls.bars = atspi.find(cls.app.window, 'filler', 'ZcSessionBars')
        cls.details = cls.app.open_details(QUIET)
        atspi.find(cls.details, 'page tab', 'Records').click()
        cls.records = atspi.find(cls.details, 'filler', 'ZcRecordsPage')

    def tearDown(self):
        self.clear()

    def rows(self):
        """What the rows of the list say of their zones."""
        return dict(node.name.split(', ', 1) for node in self.list.children() if ', ' in node.name)

    def fault(self, path, members):
        self.app.fault(path=path, **members)

    def clear(self):
        self.sandbox.control('faults', 'DELETE')

    def now(self):
        """The number of the last request so far."""
        return max((entry['number'] for entry in self.sandbox.journal()), default=0)

    def asked(self, path, since):
        """The questions for one list or for records since a moment."""
        return [entry for entry in self.sandbox.journal('GET')
                if entry['number'] > since and entry['path'].split('?')[0].endswith(path)]

    def refresh(self):
        """Refreshes the lists of zones and the records of the open window, as the key F5 does in both."""
        for title in ('Zone Courier', QUIET):
            self.program.activate_keyboard(title)
            atspi.press('F5')

    def change(self):
        """Changes the zone at the service, so that a reading can be told from the one before it."""
        Faults.n_changes += 1
        self.sandbox.control('zone', zone=QUIET, description=f'Change {Faults.n_changes}')

    def wait_read_anew(self):
        """Waits until the last change is shown, and nothing is said of a failure."""
        row = next(node for node in self.list.children() if node.name.startswith(QUIET))
        atspi.find(row, 'label', f'Change {Faults.n_changes}')
        atspi.wait_gone(self.bars, 'label')

    def wait_zones(self, wanted):
        """Waits until the rows of some zones, named without their common ending, have the wanted words."""
        def look():
            rows = self.rows()
            return all(re.match(words, rows.get(f'{zone}.example', '')) for zone, words in wanted.items())
        atspi.wait_until(look, f'zones are {wanted}', TRANSFER_SECONDS, self.rows)

    def show(self, view):
        """Shows *Transfers* or *Public zones*."""
        atspi.find(self.views, 'page tab', view).click()

    def show_all_transfers(self):
        """Shows *Transfers*, scrolled to its end, since rows are made as somebody scrolls; gives them by their zones."""
        self.show('Transfers')
        listed = atspi.find(self.app.window, 'list', 'Transfers')
        number = self.program.activate_keyboard('Zone Courier')
        _, _, width, height = atspi.x_geometry(number)
        atspi.xdotool('mousemove', '--window', number, str(width // 2), str(height // 2))

        def look():
            atspi.xdotool('click', '--repeat', '10', '--delay', '20', '5')
            rows = {node.name.split('.example, ')[0]: node for node in listed.children()}
            return rows if len(rows) > len(ZONES) else None
        return atspi.wait_until(look, 'all transfers are shown', TRANSFER_SECONDS,
                                lambda: [node.name for node in listed.children()])

    def assert_told(self, row, words):
        """The row of a transfer tells why it ended so."""
        labels = [label.text for label in atspi.find_all(row, 'label')]
        self.assertTrue([text for text in labels if re.search(words, text, re.DOTALL)], labels)

    def test_1_starts(self):
        """Each start of a transfer meets something else, and none is sent twice unless the service asks for it."""
        for zone in WATCHED:
            self.sandbox.control('hold', server=LATE_SERVER, zone=f'{zone}.example')
        for zone, (members, *_) in STARTS.items():
            self.app.fault(method='PUT', path=f'/secondaryzones/{self.ids[zone + ".example"]}/axfr', **members)
        self.app.select(QUIET)
        atspi.press('ctrl+a')
        atspi.find(self.app.window, 'push button', 'Start zone transfer', sensitive=True).click()
        self.app.confirm()
        self.wait_zones({'reset': 'Requested'})
        row = self.show_all_transfers()['reset']
        self.assert_told(row, '^IONOS gave no answer to the start')
        atspi.find(row, 'push button', re.compile('^Stop watching')).click()
        self.show('Public zones')
        self.wait_zones({zone: state for zone, (_, state, _, _) in STARTS.items() if zone not in ('hanging', 'reset')})
        rows = self.show_all_transfers()
        for zone, (_, _, words, _) in STARTS.items():
            with self.subTest(zone):
                self.assert_told(rows[zone], words)

    def test_2_watching(self):
        """A refusal ends the watching of a transfer; what may pass is waited out until the proven end."""
        waited_out = [zone for zone, (_, state, _) in WATCHED.items() if state == 'Done']
        ended = [zone for zone in WATCHED if zone not in waited_out]
        self.show('Public zones')
        half = re.escape('Propagating (1 of 2 name servers)')
        self.wait_zones({zone: half for zone in WATCHED})
        since = self.now()
        for zone, (members, *_) in WATCHED.items():
            self.fault(f'/secondaryzones/{self.ids[zone + ".example"]}/axfr', members)
        self.wait_zones({zone: 'Failed' for zone in ended})
        for zone in waited_out:
            wait_until(lambda path=f'/{self.ids[zone + ".example"]}/axfr': self.asked(path, since), f'{zone} is asked for')
        self.wait_zones({zone: half for zone in waited_out})
        self.clear()
        self.sandbox.control('release', server=LATE_SERVER)
        for zone in WATCHED:
            self.sandbox.control('release', server=LATE_SERVER, zone=f'{zone}.example')
        rows = self.show_all_transfers()
        for zone in ended:
            with self.subTest(zone):
                self.assert_told(rows[zone], WATCHED[zone][2])
        self.show('Public zones')

    def test_3_readings(self):
        """Each reading of the list and of records meets something else; what was read before stays on the screen."""
        n_rows = len(self.rows())
        for members, title, n_tries in QUESTIONS:
            with self.subTest(members):
                self.clear()
                since = self.now()
                self.change()
                self.fault('/secondaryzones', members)
                self.fault('*/records', members)
                self.refresh()
                atspi.find(self.bars, 'label', re.compile(f'^{title}. {STAY}'))
                reason = 'The connection broke off' if title == 'Offline' else title
                atspi.find(self.records, 'label', re.compile(f'^[0-9]+ records as read before; .* failed: {reason}$'))
                self.assertEqual(len(self.rows()), n_rows)
                for path in ('/secondaryzones', '/records'):
                    self.assertEqual(len(self.asked(path, since)), n_tries, path)

                self.clear()
                self.refresh()
                self.wait_read_anew()
                atspi.find(self.records, 'label', re.compile('^[0-9]+ records, read at '))

    def test_4_too_large(self):
        """An answer without an end is read no further than to its limit, once."""
        since = self.now()
        self.change()
        self.fault('/secondaryzones', {'kind': 'body', 'body': ' ' * LARGER_THAN_MAY_BE})
        self.program.activate_keyboard('Zone Courier')
        atspi.press('F5')
        atspi.find(self.bars, 'label', re.compile(f'^The answer is too large. {STAY}'))
        self.assertEqual(len(self.asked('/secondaryzones', since)), ONCE)
        self.clear()
        atspi.find(self.bars, 'push button', 'Try again').click()
        self.wait_read_anew()

    def test_5_waiting(self):
        """The service asks to wait, in seconds or until a time; the wait is shown, kept, and can be ended."""
        since = self.now()
        self.change()
        # What is awaited is seen in the list of secondary zones, so that one waits longer: the other has been read by then.
        until = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=5)
        self.fault('/zones', status(429, retry_after='2', count=1))
        self.fault('/secondaryzones', status(503, retry_after=email.utils.format_datetime(until, usegmt=True), count=1))
        self.program.activate_keyboard('Zone Courier')
        atspi.press('F5')
        atspi.find(self.bars, 'label', re.compile('^IONOS asks to wait [1-5] second'))
        self.wait_read_anew()
        times = {path: [datetime.datetime.fromisoformat(entry['time']) for entry in self.asked(path, since)]
                 for path in ('/zones', '/secondaryzones')}
        self.assertEqual([len(some) for some in times.values()], [2, 2])
        self.assertGreater((times['/zones'][1] - times['/zones'][0]).total_seconds(), 2)
        self.assertGreater(times['/secondaryzones'][1], until.replace(microsecond=0))

        since = self.now()
        self.fault('*zones', status(503, retry_after='60'))
        atspi.press('F5')
        atspi.find(self.bars, 'label', re.compile('^IONOS asks to wait (60|59|58) seconds$'))
        atspi.find(self.bars, 'push button', 'Cancel').click()
        atspi.find(self.bars, 'label', re.compile(f'^Stopped. {BOTH_STAY}'))
        self.assertEqual(len(self.asked('zones', since)), 2 * ONCE)
        self.change()
        self.clear()
        atspi.find(self.bars, 'push button', 'Try again').click()
        self.wait_read_anew()

    def test_6_passing(self):
        """What passes while it is tried again is not told as a failure, and a late answer is an answer."""
        since = self.now()
        self.change()
        self.fault('/secondaryzones', {'kind': 'lost', 'count': 2})
        self.fault('/zones', status(504, count=1))
        self.fault('*/records', {'kind': 'delay', 'delay_ms': 1500, 'count': 1})
        self.refresh()
        row = next(node for node in self.list.children() if node.name.startswith(QUIET))
        atspi.find(row, 'label', f'Change {Faults.n_changes}')
        atspi.find(self.records, 'label', re.compile('^[0-9]+ records, read at '))
        self.assertEqual(atspi.find_all(self.bars, 'label', re.compile('shown as they were read')), [])
        counts = [len(self.asked(path, since)) for path in ('/secondaryzones', '/zones', '/records')]
        self.assertEqual(counts, [3, 2, 1])

    def test_7_offline(self):
        """Without the service the zones stay, can be read, and are read anew by themselves when it is back."""
        self.change()
        self.fault('*zones', {'kind': 'reset'})
        self.program.activate_keyboard('Zone Courier')
        atspi.press('F5')
        atspi.find(self.bars, 'label', re.compile(f'^Offline. {BOTH_STAY}'))
        self.app.picture('offline')
        self.clear()
        self.wait_read_anew()

    def test_8_journal(self):
        """In all that time no start was sent but those that may be, also not by a refresh or a return."""
        ended = ['hanging', *(zone for zone, (_, state, _) in WATCHED.items() if state == 'Done')]
        self.wait_zones(dict.fromkeys(ended, '(Done|In sync)'))
        sent = {zone: [entry['status'] for entry in self.app.puts(f'{zone}.example')] for zone in STARTS}
        self.assertEqual(sent, {zone: statuses for zone, (_, _, _, statuses) in STARTS.items()})
        self.assertEqual({zone: len(self.app.puts(f'{zone}.example')) for zone in WATCHED}, dict.fromkeys(WATCHED, 1))
        # No other request changes anything, and the token came with each.
        others = [entry for entry in self.sandbox.journal()
                  if entry['method'] not in ('GET', 'PUT') or not entry['authorized']]
        self.assertEqual(others, [])
        self.assertIsNone(self.program.process.poll())


if __name__ == '__main__':
    tap.main()
