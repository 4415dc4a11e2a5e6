# SPDX-License-Identifier: GPL-3.0-or-later
"""A sandbox of its own for a test.

    with Sandbox('default') as sandbox:
        zone = sandbox.zone('example.com')
        sandbox.request('PUT', f'/secondaryzones/{zone["id"]}/axfr')

The program is the one that ZONE_COURIER_SANDBOX names. src/sandbox/README.md describes the control
calls.
"""
import http.client
import json
import os
import select
import subprocess
import time
import urllib.parse

# Bounds against hanging, longer where everything takes longer.
PATIENCE = float(os.environ.get('ZC_TEST_PATIENCE', '1'))
START_SECONDS = 30 * PATIENCE
STOP_SECONDS = 15 * PATIENCE
WAIT_SECONDS = 60 * PATIENCE
# A condition in other processes is looked at again after this.
LOOK_AGAIN_SECONDS = 0.02


def program():
    return os.environ['ZONE_COURIER_SANDBOX']


def wait_until(condition, what, seconds=WAIT_SECONDS):
    """Waits for condition() to be true, and gives its value."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f'timed out waiting for: {what}')
        select.select([], [], [], LOOK_AGAIN_SECONDS)


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f'Answer({self.status}, {self.body[:300]!r})'


class Sandbox:
    def __init__(self, scenario=None, arguments=(), command=None):
        self.process = subprocess.Popen(
            (command or [program()])
            + (['--scenario', scenario] if scenario is not None else []) + list(arguments),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError(f'the sandbox ended with {self.process.wait(START_SECONDS)} before it was ready')
        self.ready = json.loads(line)
        self.url = self.ready['api_url']
        self.token = self.ready['token']
        self.dns_port = self.ready['dns_port']
        self.resolver = self.ready['resolver']

    def environment(self):
        """What makes the programs of this project talk to the sandbox."""
        return {
            'IONOS_TOKEN': self.token,
            'IONOS_API_URL_DNS': self.url,
            'ZONE_COURIER_DNS_PORT': str(self.dns_port),
            'ZONE_COURIER_DNS_RESOLVER': self.resolver,
        }

    def request(self, method, path, body=None, headers=None, token=True, timeout=30):
        """Makes one call of the API, with a client that knows nothing of ours."""
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(self.url).netloc, timeout=timeout)
        fields = {'Authorization': f'Bearer {self.token}'} if token else {}
        if body is not None and not isinstance(body, (str, bytes)):
            body = json.dumps(body)
            fields['Content-Type'] = 'application/json'
        fields.update(headers or {})
        try:
            connection.request(method, path, body, fields)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read().decode())
        finally:
            connection.close()

    def control(self, word, verb='POST', **members):
        """Makes one control call: control('bump', zone='example.com')."""
        body = members if verb == 'POST' else None
        answer = self.request(verb, f'/_sandbox/{word}', body, token=False)
        if answer.status != 200:
            raise AssertionError(f'{verb} {word}: {answer}')
        return answer.json()

    def journal(self, method=None, path=None):
        """The requests so far, oldest first; of one method, with a part of a path."""
        return [entry for entry in self.control('journal', verb='GET')
                if (method is None or entry['method'] == method)
                and (path is None or path in entry['path'])]

    def zones(self, collection='secondaryzones'):
        items = []
        while True:
            answer = self.request('GET', f'/{collection}?limit=1000&offset={len(items)}').json()
            items += answer['items']
            if 'next' not in answer['_links']:
                return items

    def zone(self, name, collection='secondaryzones'):
        query = urllib.parse.urlencode({'filter.zoneName': name, 'limit': 1})
        items = self.request('GET', f'/{collection}?{query}').json()['items']
        if not items or items[0]['properties']['zoneName'] != name:
            raise AssertionError(f'the sandbox has no zone {name}')
        return items[0]

    def serials(self, zone):
        """The serial of each server, by address or name; None where there is none."""
        query = urllib.parse.urlencode({'zone': zone})
        return {row['server']: row['serial'] for row in self.control(f'serials?{query}', verb='GET')}

    def address(self, name):
        return next(row['address'] for row in self.ready['secondaries'] if row['name'] == name)

    def dig(self, *arguments):
        """Asks with kdig, a DNS client that is not ours; gives what it printed, warnings last."""
        run = subprocess.run(['kdig', '-p', str(self.dns_port), *arguments], capture_output=True, text=True,
                             timeout=30, check=False)
        return run.stdout + run.stderr

    def copy(self, server, zone):
        """Asks a name server for a copy of a zone with kdig; gives what it printed.

        NSD cuts connections when it takes over new zones, as it may at any time, so this asks again then.
        """
        def ask():
            printed = self.dig(f'@{server}', zone, 'AXFR')
            return None if "can't receive reply" in printed else printed
        return wait_until(ask, f'{server} answers the question for a copy of {zone}')

    def close(self):
        """Ends the sandbox by closing its standard input; it must end well."""
        if self.process.poll() is None:
            self.process.stdin.close()
        code = self.process.wait(STOP_SECONDS)
        self.process.stdout.close()
        if code != 0:
            raise AssertionError(f'the sandbox ended with {code}')

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if kind is None:
            self.close()
        else:
            self.process.kill()
            self.process.wait(STOP_SECONDS)
