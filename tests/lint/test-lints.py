#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Feeds every lint a small project with one thing wrong, and one with nothing wrong."""

import contextlib
import io
import json
import os
import sys
import tempfile
import unittest

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)),
                os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'lib')]

import activation  # noqa: E402
import bundle  # noqa: E402
import docs  # noqa: E402
import help_html  # noqa: E402
import help_pages  # noqa: E402
import help_translations  # noqa: E402
import layers  # noqa: E402
import setup  # noqa: E402
import sources  # noqa: E402
import strings  # noqa: E402
import summarize  # noqa: E402
import tap  # noqa: E402
import translations  # noqa: E402
import xml_files  # noqa: E402

BUILDER_SCHEMA = sys.argv.pop() if len(sys.argv) > 1 else '/usr/share/gtk-4.0/gtk4builder.rng'
LICENCE = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n'
HEADER = LICENCE + '#pragma once\n\n'


class LintCase(unittest.TestCase):
    """A case with a project of its own."""

    lint = None

    def problems(self, files):
        """Writes a project and returns what the lint finds in it, as one text."""
        with tempfile.TemporaryDirectory(prefix='zc-lint-') as root:
            for path, text in files.items():
                os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
                with open(os.path.join(root, path), 'w', encoding='utf-8') as file:
                    file.write(text)
            return '\n'.join(self.lint.check(root))

    def assert_clean(self, files):
        """The lint finds nothing."""
        self.assertEqual(self.problems(files), '')

    def assert_found(self, files, message):
        """The lint finds one thing, and says it so."""
        self.assertIn(message, self.problems(files))


class Translations(LintCase):
    """Every language is whole and in the right shape."""

    lint = translations
    source = '#include <glib/gi18n.h>\nvoid f (void) { puts (_("Zone")); printf (_("%s begins"), "a"); }\n'
    head = ('# German.\n#\n# Glossary:\n# zone = Zone\nmsgid ""\nmsgstr ""\n"Project-Id-Version: x\\n"\n'
            '"PO-Revision-Date: 2026-11-23 00:00+0000\\n"\n"Last-Translator: x\\n"\n"Language-Team: x\\n"\n'
            '"Language: de\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
            '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n')
    zone = 'msgid "Zone"\nmsgstr "Zone"\n\n'
    begins = '#, c-format\nmsgid "%s begins"\nmsgstr "%s beginnt"\n'

    def project(self, german):
        """A project in German."""
        return {'po/LINGUAS': 'de\n', 'po/POTFILES.in': 'src/a.c\n', 'src/a.c': self.source, 'po/de.po': german}

    def test_good(self):
        self.assert_clean(self.project(self.head + self.zone + self.begins))

    def test_untranslated(self):
        self.assert_found(self.project(self.head + self.zone + self.begins.replace('%s beginnt', '')), 'untranslated')

    def test_missing(self):
        self.assert_found(self.project(self.head + self.zone), 'used but not defined')

    def test_fuzzy(self):
        self.assert_found(self.project(self.head + self.zone + self.begins.replace('#, ', '#, fuzzy, ')),
                          'needs to be reviewed')

    def test_format(self):
        self.assert_found(self.project(self.head + self.zone + self.begins.replace('%s beginnt', '%d beginnt')),
                          'format')

    def test_plural_forms(self):
        self.assert_found(self.project(self.head.replace('n != 1', 'n > 1') + self.zone + self.begins), 'Plural-Forms')

    def test_blanks(self):
        self.assert_found(self.project(self.head + self.zone.replace('msgstr "Zone"', 'msgstr "Zone "') + self.begins),
                          'other blanks at its end')

    def test_separator(self):
        source = self.source.replace('_("Zone")', '_(", ")')
        separator = 'msgid ", "\nmsgstr "、"\n\n'
        self.assert_clean({**self.project(self.head + separator + self.begins), 'src/a.c': source})

    def test_no_glossary(self):
        self.assert_found(self.project(self.head.replace('Glossary', 'Words') + self.zone + self.begins), 'no glossary')

    def test_obsolete(self):
        self.assert_found(self.project(self.head + self.zone + self.begins + '\n#~ msgid "x"\n#~ msgstr "y"\n'),
                          'does not have any more')

    def test_direction(self):
        plurals = translations.PLURALS['ar']
        head = self.head.replace(': de', ': ar').replace('nplurals=2; plural=(n != 1);', plurals)
        for arabic, problem in (('\u200f\u2068%s\u2069 يبدأ', None), ('يبدأ \u2066%s\u2069', None),
                                ('يبدأ %s', 'in no isolate'), ('يبدأ \u2068%s', 'not closed'),
                                ('يبدأ \u2069\u2068%s', 'not closed'),
                                ('\u2068%s\u2069 يبدأ', 'begins with a name'), ('DNS يبدأ \u2068%s\u2069', 'begins')):
            project = {'po/LINGUAS': 'ar\n', 'po/POTFILES.in': 'src/a.c\n', 'src/a.c': self.source,
                       'po/ar.po': head + self.zone + self.begins.replace('%s beginnt', arabic)}
            if problem is None:
                self.assert_clean(project)
            else:
                self.assert_found(project, problem)

    def test_no_file(self):
        self.assert_found({'po/LINGUAS': 'de\n', 'po/POTFILES.in': 'src/a.c\n', 'src/a.c': self.source}, 'missing')


class Layers(LintCase):
    """Who may know whom."""

    lint = layers

    def test_good(self):
        self.assert_clean({
            'src/base/zc-a.h': HEADER + '#include <json-glib/json-glib.h>\n',
            'src/cloud/zc-b.h': HEADER + '#include <gio/gio.h>\n#include "zc-a.h"\n/* SoupMessage */\n',
            'src/cloud/zc-b.c': LICENCE + '#include <libsoup/soup.h>\n#include "zc-b.h"\n#include "zc-config.h"\n',
            'src/cloud/meson.build': '# ui_internal_dep\ndependencies: [base_internal_dep, soup_dep]\n',
            'src/main.c': LICENCE + '#include <adwaita.h>\n#include <locale.h>\n#include "zc-b.h"\n',
        })

    def test_upward_include(self):
        self.assert_found({'src/ui/zc-window.h': HEADER,
                           'src/session/zc-s.c': LICENCE + '#include "zc-window.h"\n'},
                          'session/ may not know ui/')

    def test_sideward_include(self):
        self.assert_found({'src/dns/zc-d.h': HEADER, 'src/cloud/zc-c.c': LICENCE + '#include "zc-d.h"\n'},
                          'cloud/ may not know dns/')

    def test_sandbox_knows_only_base(self):
        self.assert_found({'src/cloud/zc-c.h': HEADER, 'src/sandbox/zc-s.c': LICENCE + '#include "zc-c.h"\n'},
                          'sandbox/ may not know cloud/')

    def test_upward_dependency(self):
        self.assert_found({'src/base/meson.build': 'dependencies: [cloud_internal_dep]\n'},
                          'base/ may not depend on cloud/')

    def test_foreign_library(self):
        self.assert_found({'src/session/zc-s.c': LICENCE + '#include <gtk/gtk.h>\n'},
                          'gtk is not a library of session/')
        self.assert_found({'src/ui/zc-u.c': LICENCE + '#include <libsoup/soup.h>\n'},
                          'libsoup is not a library of ui/')

    def test_library_in_public_header(self):
        self.assert_found({'src/dns/zc-d.h': HEADER + '#include <ldns/ldns.h>\n'},
                          'a public header of dns/ may not include <ldns/ldns.h>')
        self.assert_clean({'src/dns/zc-d-private.h': HEADER + '#include <ldns/ldns.h>\n'})

    def test_library_type_in_public_header(self):
        self.assert_found({'src/cloud/zc-c.h': HEADER + 'JsonNode *zc_c (void);\n'}, 'may not name JsonNode')

    def test_private_header_of_another_room(self):
        self.assert_found({'src/base/zc-a-private.h': HEADER,
                           'src/dns/zc-d.c': LICENCE + '#include "zc-a-private.h"\n'},
                          'is private to base/')

    def test_unknown_headers(self):
        self.assert_found({'src/base/zc-a.c': LICENCE + '#include <curl/curl.h>\n'}, 'is in no table')
        self.assert_found({'src/base/zc-a.c': LICENCE + '#include "zc-none.h"\n'}, 'is no header of src/')
        self.assert_found({'src/base/zc-a.h': HEADER, 'src/dns/zc-d.c': LICENCE + '#include "../base/zc-a.h"\n'},
                          'is included with a path')

    def test_unknown_room(self):
        self.assert_found({'src/more/zc-m.c': LICENCE}, 'is a room that layers.py does not know')

    def test_two_headers_of_one_name(self):
        self.assert_found({'src/base/zc-a.h': HEADER, 'src/dns/zc-a.h': HEADER}, 'there is another zc-a.h')

    def test_circle(self):
        self.assert_found({'src/base/zc-a.h': HEADER + '#include "zc-b.h"\n',
                           'src/base/zc-b.h': HEADER + '#include "zc-c.h"\n',
                           'src/base/zc-c.h': HEADER + '#include "zc-a.h"\n'},
                          'zc-a.h -> zc-b.h -> zc-c.h -> zc-a.h')


class Sources(LintCase):
    """Rules for every file."""

    lint = sources

    def test_good(self):
        self.assert_clean({
            'src/a.c': LICENCE + '/* An int that sleeps (soundly). */\nint a;\n',
            'src/a.h': HEADER + 'extern int a;\n',
            'src/a.ui': '<?xml version="1.0"?>\n<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n<a/>\n',
            'tests/a.py': '#!/usr/bin/python3\n# SPDX-License-Identifier: GPL-3.0-or-later\n',
            'tests/data/answer.txt': 'anything \n\n',
        })

    def test_licence(self):
        self.assert_found({'src/a.c': 'int a;\n'}, 'src/a.c:1: no "SPDX')
        self.assert_found({'data/x.service.in': '[D-BUS Service]\n'}, 'data/x.service.in:1: no "SPDX')
        self.assert_found({'README.md': '# Zone Courier\n'}, 'README.md:1: no "SPDX')
        self.assert_found({'src/a.c': LICENCE.replace('3.0', '2.0')}, 'src/a.c:1: no "SPDX')

    def test_size(self):
        self.assert_clean({'src/a.c': LICENCE + 'int a;\n' * 799})
        self.assert_found({'src/a.c': LICENCE + 'int a;\n' * 800}, '801 lines')

    def test_left_words(self):
        for word in ('TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'):
            self.assert_found({'src/a.c': LICENCE + f'/* {word}: later. */\n'}, f'says "{word}"')
        self.assert_clean({'src/a.c': LICENCE + 'char name[] = "zc-X' + 'XXXXX";\n'})

    def test_waiting_by_the_clock(self):
        for call in ('g_us' + 'leep (1000)', 'sl' + 'eep (1)', 'us' + 'leep(1)', 'nanosl' + 'eep (&t, NULL)'):
            self.assert_found({'tests/a.c': LICENCE + f'void a (void) {{ {call}; }}\n'}, 'waits by the clock')
        self.assert_clean({'tests/lib/zc-slow.c': LICENCE + 'void a (void) { g_us' + 'leep (1000); }\n'})
        licence = '# SPDX-License-Identifier: GPL-3.0-or-later\n'
        self.assert_found({'tests/a.py': licence + 'time.sl' + 'eep(1)\n'}, 'waits by the clock')
        self.assert_found({'data/a.sh': licence + 'while :; do sl' + 'eep 1; done\n'}, 'waits by the clock')

    def test_tests_left_out(self):
        self.assert_found({'tests/a.c': LICENCE + 'void a (void) { g_test_sk' + 'ip ("no"); }\n'}, 'leaves a test out')
        licence = '# SPDX-License-Identifier: GPL-3.0-or-later\n'
        self.assert_found({'tests/a.py': licence + '@unittest.sk' + 'ipIf(True, "no")\n'}, 'leaves a test out')

    def test_style(self):
        self.assert_found({'src/a.c': LICENCE + 'gch' + 'ar *a;\n'}, 'for a type of C')
        self.assert_found({'src/a.c': LICENCE + '#if 0\nint a;\n#endif\n'}, 'switched off')
        self.assert_found({'src/a.h': LICENCE + 'int a;\n'}, 'no "#pragma once"')
        self.assert_found({'src/a.c': LICENCE + '\tint a;\n'}, 'a tab')
        self.assert_found({'src/a.c': LICENCE + 'int a; \n'}, 'white space at the end')
        self.assert_found({'src/a.c': LICENCE + 'int a;'}, 'exactly one newline')


class Docs(LintCase):
    """Functions in headers are explained."""

    lint = docs

    GOOD = HEADER + '''G_BEGIN_DECLS

#define ZC_TYPE_A (zc_a_get_type ())
G_DECLARE_FINAL_TYPE (ZcA, zc_a, ZC, A, GObject)

typedef void (*ZcFunc) (int       count,
                        gpointer  user_data);

/**
 * zc_a_walk:
 * @self: a thing
 * @func: (scope call): what to call
 * @names: names
 *
 * Walks.
 *
 * Returns: (transfer none): where it ended
 */
const char *zc_a_walk (ZcA        *self,
                       void      (*func) (int, gpointer),
                       const char *names[]);

/**
 * zc_a_stop:
 *
 * Stops.
 */
void        zc_a_stop (void) G_GNUC_NULL_TERMINATED;

/**
 * zc_a_half:
 * @number: a number
 * @...: more
 *
 * Halves.
 *
 * Returns: the half
 */
static inline int
zc_a_half (int number, ...)
{
  return number / 2;
}

G_END_DECLS
'''

    def test_good(self):
        self.assert_clean({'src/base/zc-a.h': self.GOOD})
        names = [name for _, name, _, _ in docs.declarations(self.GOOD)]
        self.assertEqual(names, ['zc_a_walk', 'zc_a_stop', 'zc_a_half'])

    def test_no_comment(self):
        self.assert_found({'src/base/zc-a.h': HEADER + 'void zc_a (void);\n'}, 'zc_a() has no gtk-doc comment')
        self.assert_found({'src/base/zc-a.h': self.GOOD.replace('/**\n * zc_a_half:', '/*\n * zc_a_half:')},
                          'zc_a_half() has no gtk-doc comment')
        self.assert_found({'tests/lib/zc-t.h': HEADER + 'void zc_t (void);\n'}, 'zc_t() has no gtk-doc comment')

    def test_arguments(self):
        self.assert_found({'src/base/zc-a.h': self.GOOD.replace(' * @names: names\n', '')}, 'nothing of @names')
        self.assert_found({'src/base/zc-a.h': self.GOOD.replace('@names:', '@name:')},
                          'explains @name, which it does not have')

    def test_result(self):
        self.assert_found({'src/base/zc-a.h': self.GOOD.replace('Returns: the half', 'The half')},
                          'zc_a_half() does not say what it returns')


class Strings(LintCase):
    """What users read can be translated."""

    lint = strings

    UI = '<interface><object class="GtkLabel"><property name="label" translatable="yes">Hello</property>' \
         '</object></interface>\n'

    def test_good(self):
        self.assert_clean({
            'po/POTFILES.in': '# SPDX\ndata/a.desktop.in\nsrc/ui/a.c\nsrc/ui/a.ui\n',
            'data/a.desktop.in': '[Desktop Entry]\nName=A\n',
            'src/ui/a.c': 'x = gtk_label_new (_("Hello")); gtk_label_set_text (x, "–");\n'
                          'adw_message_dialog_add_response (d, "cancel", _("Cancel"));\n',
            'src/ui/b.c': '/* _("no string") */\nputs ("gtk_label_new (\\"no\\")");\n',
            'src/ui/a.ui': self.UI,
        })

    def test_no_list(self):
        self.assert_found({'src/a.c': 'int a;\n'}, 'missing')

    def test_not_listed(self):
        self.assert_found({'po/POTFILES.in': '', 'src/a.c': 'a = _("Hello");\n'}, 'src/a.c has strings')
        self.assert_found({'po/POTFILES.in': '', 'src/a.c': 'a = ngettext ("a", "b", n);\n'}, 'src/a.c has strings')
        self.assert_found({'po/POTFILES.in': '', 'src/a.ui': self.UI}, 'src/a.ui has strings')

    def test_stale_line(self):
        self.assert_found({'po/POTFILES.in': 'src/a.c\n', 'src/a.c': 'int a;\n'}, 'has no strings')
        self.assert_found({'po/POTFILES.in': 'src/gone.c\n'}, 'src/gone.c is listed')

    def test_not_sorted(self):
        self.assert_found({'po/POTFILES.in': 'src/b.c\nsrc/a.c\n', 'src/a.c': 'a = _("A");\n',
                           'src/b.c': 'b = _("B");\n'}, 'not sorted')

    def test_unmarked_in_ui(self):
        listed = {'po/POTFILES.in': ''}
        unmarked = self.UI.replace(' translatable="yes"', '')
        self.assert_found({'src/a.ui': unmarked, **listed}, '"Hello" is not marked')
        self.assert_clean({'src/a.ui': unmarked.replace('label"', 'label" translatable="no"'), **listed})
        self.assert_found({'src/a.ui': '<interface><items><item>One</item></items></interface>\n', **listed},
                          '"One" is not marked')
        self.assert_found({'src/a.ui': '<interface><menu><item><attribute name="label">_Help</attribute></item>'
                                       '</menu></interface>\n', **listed}, '"_Help" is not marked')
        self.assert_found({'src/a.ui': '<interface>\n', **listed}, 'src/a.ui: no element found')

    def test_unmarked_in_code(self):
        listed = {'po/POTFILES.in': ''}
        self.assert_found({'src/a.c': 'x = gtk_label_new ("Hello");\n', **listed}, '"Hello" is shown')
        self.assert_found({'src/a.c': 'adw_message_dialog_add_response (d, "ok", "Start, now");\n', **listed},
                          '"Start, now" is shown')
        self.assert_found({'src/a.c': 'gtk_accessible_update_property (a, GTK_ACCESSIBLE_PROPERTY_LABEL, "Copy", -1);\n',
                           **listed}, '"Copy" is read out')


class Xml(LintCase):
    """XML files are well-formed and in shape."""

    GOOD = '<interface><template class="ZcA" parent="AdwBin"><child><object class="ZcB"/></child></template></interface>'
    ICON = '<svg xmlns="http://www.w3.org/2000/svg" width="128" height="128" viewBox="0 0 128 128"/>'

    class lint:
        """The lint with its second argument filled in."""

        @staticmethod
        def check(root):
            return xml_files.check(root, BUILDER_SCHEMA)

    def test_good(self):
        self.assert_clean({'src/ui/a.ui': self.GOOD, 'data/icons/hicolor/scalable/apps/a.svg': self.ICON})

    def test_not_well_formed(self):
        self.assert_found({'help/C/a.page': '<page>'}, 'help/C/a.page')

    def test_not_for_builder(self):
        self.assert_found({'src/ui/a.ui': self.GOOD.replace('template', 'templet')}, 'fails to validate')

    def test_signal_whose_arguments_are_open(self):
        signal = '<object class="ZcB"><signal name="a" handler="a_cb"/></object>'
        bad = self.GOOD.replace('<object class="ZcB"/>', signal)
        self.assert_found({'src/ui/a.ui': bad}, 'does not say swapped')
        self.assert_clean({'src/ui/a.ui': bad.replace('"a_cb"', '"a_cb" swapped="no"')})

    def test_icon_canvas(self):
        self.assert_found({'data/icons/hicolor/scalable/apps/a.svg': self.ICON.replace('128', '64')}, 'canvas of 128')
        self.assert_found({'data/icons/hicolor/symbolic/apps/a-symbolic.svg': self.ICON}, 'canvas of 16')


class Setup(LintCase):
    """Scripts and package lists."""

    lint = setup

    GOOD = {'data/debian/setup.sh': '#!/bin/sh\ninstall_packages run\ninstall_packages run test\n',
            'data/debian/packages-run.txt': '# what runs\n\nnsd\nlibstdc++6\n',
            'data/debian/packages-test.txt': 'knot\n'}

    def test_good(self):
        self.assert_clean(self.GOOD)

    def test_names(self):
        self.assert_found({**self.GOOD, 'data/debian/packages-test.txt': 'knot bind9\n'}, 'is no name of a package')
        self.assert_found({**self.GOOD, 'data/debian/packages-test.txt': 'nsd\n'}, 'nsd is in data/debian/packages-run.txt')

    def test_lists(self):
        self.assert_found({**self.GOOD, 'data/debian/packages-more.txt': 'jq\n'}, 'installed by no script')
        self.assert_found({**self.GOOD, 'data/debian/setup.sh': '#!/bin/sh\ninstall_packages run test gone\n'},
                          'packages-gone.txt: missing')

    def test_shell(self):
        self.assert_found({**self.GOOD, '.ci/run': '#!/bin/sh\nif true; then\n'}, '.ci/run: ')
        self.assert_found({**self.GOOD, '.ci/run': '#!/bin/bash\n'}, 'does not begin with #!/bin/sh')


class Help(LintCase):
    """The help holds together."""

    lint = help_pages

    PAGE = '<page xmlns="http://projectmallard.org/1.0/" type="guide" id="index"><title>A</title></page>'
    BUILD = "pages = ['index.page']\n"

    def test_good(self):
        self.assert_clean({'help/meson.build': self.BUILD, 'help/C/index.page': self.PAGE})

    def test_not_valid(self):
        self.assert_found({'help/meson.build': self.BUILD, 'help/C/index.page': self.PAGE.replace('title>', 'titel>')},
                          'validate, in C')

    def test_broken_link(self):
        page = self.PAGE.replace('</page>', '<p><link xref="gone"/></p></page>')
        self.assert_found({'help/meson.build': self.BUILD, 'help/C/index.page': page}, 'links, in C')

    def test_name_of_page(self):
        page = self.PAGE.replace('id="index"', 'id="other"')
        self.assert_found({'help/meson.build': self.BUILD, 'help/C/index.page': page}, 'ids, in C')

    def test_orphan(self):
        page = self.PAGE.replace('index', 'alone').replace('guide', 'topic')
        self.assert_found({'help/meson.build': "['alone.page', 'index.page']", 'help/C/index.page': self.PAGE,
                           'help/C/alone.page': page}, 'orphans, in C')

    def test_not_installed(self):
        self.assert_found({'help/meson.build': "pages = []\n", 'help/C/index.page': self.PAGE}, 'meson.build lists []')

    def test_pages_that_the_program_opens(self):
        for path, text in (('src/ui/a.c', 'zc_help_show (GTK_WINDOW (self), "none");'),
                           ('src/ui/a.c', 'set_action (button, "app.show-help::none");'),
                           ('src/ui/a.ui', '<property name="action-name">app.show-help</property>\n'
                                           '<property name="action-target">\'none\'</property>')):
            files = {'help/meson.build': self.BUILD, 'help/C/index.page': self.PAGE}
            self.assert_found({**files, path: text}, 'no page "none"')
            self.assert_clean({**files, path: text.replace('none', 'index')})

    def test_cause_without_section(self):
        table = '  { "too-large", ZC_CAUSE_AREA_DATA, ZC_SEVERITY_WARNING,'
        page = ('<page xmlns="http://projectmallard.org/1.0/" type="topic" id="cause-data">'
                '<info><link type="guide" xref="index"/></info><title>Data</title></page>')
        files = {'help/meson.build': "['cause-data.page', 'index.page']", 'src/transfer/zc-cause-table.c': table,
                 'help/C/index.page': self.PAGE}
        self.assert_found({**files, 'help/C/cause-data.page': page}, 'no section with the id "too-large"')
        section = '<section id="too-large"><title>Too large</title><p>So many.</p></section></page>'
        self.assert_clean({**files, 'help/C/cause-data.page': page.replace('</page>', section)})


class HelpTranslations(LintCase):
    """The help in another language is whole and speaks as the program does."""

    lint = help_translations

    PAGE = ('<page xmlns="http://projectmallard.org/1.0/" type="guide" id="index"><title>A zone</title>'
            '<p>Press <gui>Start</gui>.</p></page>')
    ZONE = 'msgid "A zone"\nmsgstr "Eine Zone"\n\n'
    PRESS = 'msgid "Press <gui>Start</gui>."\nmsgstr "Drücken Sie <gui>Starten</gui>."\n'

    def project(self, german, words=''):
        """A help of one page, in German."""
        return {'help/LINGUAS': 'de\n', 'help/C/index.page': self.PAGE,
                'help/de/de.po': Translations.head + german, 'po/de.po': Translations.head + words}

    def test_good(self):
        self.assert_clean(self.project(self.ZONE + self.PRESS, 'msgid "_Start"\nmsgstr "_Starten"\n'))

    def test_untranslated(self):
        self.assert_found(self.project(self.ZONE.replace('Eine Zone', '') + self.PRESS), 'untranslated')

    def test_missing(self):
        self.assert_found(self.project(self.ZONE), 'used but not defined')

    def test_fuzzy(self):
        self.assert_found(self.project('#, fuzzy\n' + self.ZONE + self.PRESS), 'needs to be reviewed')

    def test_gone(self):
        self.assert_found(self.project(self.ZONE + self.PRESS + '\n#~ msgid "B"\n#~ msgstr "B"\n'), 'any more')

    def test_other_words_than_the_program(self):
        words = 'msgid "_Start"\nmsgstr "_Beginnen"\n'
        self.assert_found(self.project(self.ZONE + self.PRESS, words), 'the program calls “Start” [\'Beginnen\']')

    def test_no_page(self):
        broken = self.PRESS.replace('<gui>Starten</gui>', '<gui><title>Starten</title></gui>')
        self.assert_found(self.project(self.ZONE + broken), 'validate, in de')

    def test_no_file(self):
        self.assert_found({'help/LINGUAS': 'de\n', 'help/C/index.page': self.PAGE}, 'listed in help/LINGUAS and missing')


class HelpShortcuts(LintCase):
    """The help lists the shortcuts."""

    class lint:  # pylint: disable=invalid-name
        """The part of the lint that needs no help viewer."""
        check = staticmethod(help_pages.check_shortcuts)

    OVERLAY = '<interface><object class="GtkShortcutsShortcut"><property name="title">A &amp; B</property></object></interface>'

    def test_shortcuts(self):
        files = {'src/ui/gtk/help-overlay.ui': self.OVERLAY}
        self.assert_found({**files, 'help/C/keyboard.page': '<p>A</p>'}, 'no row "A & B"')
        self.assert_clean({**files, 'help/C/keyboard.page': '<p>A &amp; B</p>'})


class Bundle(LintCase):
    """What is told to those who bundle and show the program."""

    lint = bundle

    BUILD = "project('a',\n  version: '1.0')\ndependency('gtk4')\ndependency('yaml-0.1')\n"
    METAINFO = ('<component><releases><release version="1.0"><description/></release></releases>'
                '<image>https://a.example/data/screenshots/a.png</image></component>')
    SOURCE = {'type': 'git', 'url': 'https://a.example', 'tag': '1', 'commit': 'a' * 40}

    def project(self, metainfo=METAINFO, build=BUILD, source=SOURCE, **changes):
        manifest = {'id': bundle.NAME, 'runtime': 'org.gnome.Platform', 'runtime-version': '43', 'sdk': 'org.gnome.Sdk',
                    'command': 'zone-courier', 'finish-args': list(bundle.HOLES), 'cleanup': [],
                    'modules': [{'name': 'nsd', 'sources': [source]}, {'name': 'libyaml', 'sources': [self.SOURCE]},
                                {'name': 'zone-courier', 'sources': [{'type': 'dir', 'path': '../..'}]}]}
        manifest.update(changes)
        return {bundle.MANIFEST: json.dumps(manifest), bundle.METAINFO: metainfo, 'meson.build': build,
                'data/screenshots/a.png': ''}

    def test_good(self):
        self.assert_clean(self.project())

    def test_manifest(self):
        holes = list(bundle.HOLES)
        for files, message in (
                (self.project(id='org.a'), 'bundles org.a'),
                (self.project(command='a'), 'starts a'),
                (self.project(modules=[]), 'the program is the last one'),
                (self.project(nonsense=1), '"nonsense" is not known'),
                (self.project(**{'finish-args': [*holes, '--filesystem=home']}), '--filesystem=home is no permission'),
                (self.project(**{'finish-args': holes[1:]}), f'without {holes[0]}'),
                (self.project(source={**self.SOURCE, 'commit': 'main'}), 'names tag and commit'),
                (self.project(source={**self.SOURCE, 'url': 'http://a.example'}), 'not fetched over HTTPS'),
                (self.project(source={**self.SOURCE, 'branch': 'main'}), 'a git source has no "branch"'),
                (self.project(source={'type': 'archive', 'url': 'https://a.example'}), 'SHA-256'),
                (self.project(build=self.BUILD + "dependency('ldns')"), 'no module brings ldns')):
            self.assert_found(files, message)

    def test_metainfo(self):
        for metainfo, message in ((self.METAINFO.replace('1.0', '0.9'), 'the newest release is not 1.0'),
                                  (self.METAINFO.replace('<description/>', ''), 'says nothing about 1.0'),
                                  (self.METAINFO.replace('a.png', 'b.png'), 'there is no data/screenshots/b.png'),
                                  (self.METAINFO.replace('image', 'other'), 'shows no picture')):
            self.assert_found(self.project(metainfo=metainfo), message)


class HelpHtml(unittest.TestCase):
    """The help as web pages."""

    def problems(self, text):
        with tempfile.TemporaryDirectory(prefix='zc-lint-') as root:
            os.makedirs(os.path.join(root, 'help', 'C'))
            for path, content in (('help/C/index.page', ''), ('index.html', text), ('a.css', '')):
                with open(os.path.join(root, path), 'w', encoding='utf-8') as file:
                    file.write(content)
            return '\n'.join(help_html.check(root, root))

    def test_good(self):
        self.assertEqual(self.problems('<link href="a.css"><p id="b"><a href="#b"></a><a href="https://a.example">'), '')

    def test_bad(self):
        for text, message in (('<a href="gone.html">', 'gone.html, which is not there'),
                              ('<a href="index.html#c">', 'no such place'),
                              ('<script src="https://a.example/a.js">', 'fetches https://a.example/a.js')):
            self.assertIn(message, self.problems(text))
        with tempfile.TemporaryDirectory(prefix='zc-lint-') as root:
            os.makedirs(os.path.join(root, 'help', 'C'))
            open(os.path.join(root, 'help', 'C', 'a.page'), 'w', encoding='utf-8').close()
            self.assertIn('a.page was not made', '\n'.join(help_html.check(root, root)))


class Activation(unittest.TestCase):
    """The service file fits the desktop entry."""

    DESKTOP = '[Desktop Entry]\nIcon=org.a\nExec=a\nDBusActivatable=true\n'
    SERVICE = '[D-BUS Service]\nName=org.a\nExec=/usr/bin/a --gapplication-service\n'

    def problems(self, desktop, service):
        with tempfile.TemporaryDirectory(prefix='zc-lint-') as directory:
            paths = [os.path.join(directory, 'org.a.desktop'), os.path.join(directory, 'org.a.service')]
            for path, text in zip(paths, (desktop, service)):
                with open(path, 'w', encoding='utf-8') as file:
                    file.write(text)
            return '\n'.join(activation.check(*paths))

    def test_good(self):
        self.assertEqual(self.problems(self.DESKTOP, self.SERVICE), '')

    def test_bad(self):
        for desktop, service, message in (
                (self.DESKTOP.replace('true', 'false'), self.SERVICE, 'does not ask for'),
                (self.DESKTOP.replace('Icon=org.a', 'Icon=a'), self.SERVICE, 'the icon is called a'),
                (self.DESKTOP, self.SERVICE.replace('org.a', 'org.b'), 'the service is called org.b'),
                (self.DESKTOP, self.SERVICE.replace('/usr/bin/a', 'a'), 'no absolute path'),
                (self.DESKTOP, self.SERVICE.replace('bin/a', 'bin/b'), 'different programs'),
                (self.DESKTOP, self.SERVICE.replace(' --gapplication-service', ''), 'as a service'),
                (self.DESKTOP + 'Actions=b;\n', self.SERVICE, 'no group for its action b'),
                (self.DESKTOP + 'Actions=b;\n[Desktop Action b]\nExec=a\n', self.SERVICE, 'with D-Bus and without'),
                (self.DESKTOP + '[Desktop Action b]\nExec=a\n', self.SERVICE, 'is no action')):
            self.assertIn(message, self.problems(desktop, service))

    SEARCH = ('[Shell Search Provider]\nDesktopId=org.a.desktop\nBusName=org.a.SearchProvider\n'
              'ObjectPath=/org/a/SearchProvider\nVersion=2\n')
    SEARCH_SERVICE = '[D-BUS Service]\nName=org.a.SearchProvider\nExec=/usr/libexec/a\n'

    def search_problems(self, search, service):
        with tempfile.TemporaryDirectory(prefix='zc-lint-') as directory:
            paths = [os.path.join(directory, name) for name in ('a.ini', 'org.a.SearchProvider.service')]
            for path, text in zip(paths, (search, service)):
                with open(path, 'w', encoding='utf-8') as file:
                    file.write(text)
            return '\n'.join(activation.check_search('org.a.desktop', *paths))

    def test_search(self):
        self.assertEqual(self.search_problems(self.SEARCH, self.SEARCH_SERVICE), '')
        for search, service, message in (
                (self.SEARCH.replace('org.a.desktop', 'b'), self.SEARCH_SERVICE, 'belongs to b'),
                (self.SEARCH.replace('BusName=org', 'BusName=com'), self.SEARCH_SERVICE, 'is called'),
                (self.SEARCH, self.SEARCH_SERVICE.replace('org.a', 'org.b'), 'is called'),
                (self.SEARCH.replace('/org/a', '/a'), self.SEARCH_SERVICE, 'is not at /a'),
                (self.SEARCH.replace('=2', '=1'), self.SEARCH_SERVICE, 'version 2'),
                (self.SEARCH, self.SEARCH_SERVICE.replace('/usr/libexec/a', 'a'), 'no absolute path')):
            self.assertIn(message, self.search_problems(search, service))


class Summary(unittest.TestCase):
    """The count at the end of a test run."""

    def assert_counts(self, entry, expected):
        self.assertEqual(str(summarize.count_cases(entry)), expected)

    def test_plain_program(self):
        self.assert_counts({'stdout': 'fine\n', 'result': 'OK'}, '1 passed, 0 failed, 0 skipped')
        self.assert_counts({'stdout': '', 'result': 'FAIL'}, '0 passed, 1 failed, 0 skipped')
        self.assert_counts({'stdout': '', 'result': 'TIMEOUT'}, '0 passed, 1 failed, 0 skipped')
        self.assert_counts({'stdout': '', 'result': 'SKIP'}, '0 passed, 0 failed, 1 skipped')

    def test_cases(self):
        self.assert_counts({'stdout': '1..3\nok 1 /a\nnot ok 2 /b\nok 3 /c # SKIP no\n', 'result': 'FAIL'},
                           '1 passed, 1 failed, 1 skipped')

    def test_cases_that_never_came(self):
        self.assert_counts({'stdout': '1..4\nok 1 /a\n', 'result': 'ERROR'}, '1 passed, 3 failed, 0 skipped')

    def test_crash_after_the_last_case(self):
        self.assert_counts({'stdout': '1..1\nok 1 /a\n', 'result': 'ERROR'}, '1 passed, 1 failed, 0 skipped')

    def test_crash_before_the_first_case(self):
        self.assert_counts({'stdout': '1..2\n', 'result': 'ERROR'}, '0 passed, 2 failed, 0 skipped')

    def test_failure_is_shown_without_chatter(self):
        shown = io.StringIO()
        with contextlib.redirect_stdout(shown):
            summarize.show_failure({'name': 'a', 'result': 'FAIL', 'returncode': 1,
                                    'stdout': '# GLib-GIO-DEBUG: connecting\nnot ok 1 /a\n', 'stderr': 'why\n'}, 'build')
        self.assertIn('not ok 1 /a', shown.getvalue())
        self.assertIn('why', shown.getvalue())
        self.assertNotIn('connecting', shown.getvalue())

    def test_no_log(self):
        with tempfile.TemporaryDirectory(prefix='zc-lint-') as directory:
            self.assertIsNone(summarize.read_log(directory))


if __name__ == '__main__':
    tap.main()
