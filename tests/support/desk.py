# desk.py: a desk that a script works at as a person would, by the names of what is on the screen and by keys
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything goes through the accessibility bus, so what works here works for a screen reader too. Names are given in
English and looked up in the catalogue of the desk's language. Run under tests/support/with-display. Several desks can be
open on one screen: whichever is asked to do something comes to the front first."""

import gettext
import os
import subprocess
import tempfile
import time
from pathlib import Path

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402 (the version must be asked for first)

LANGUAGES = {'en': 'en_US.UTF-8', 'zh': 'zh_CN.UTF-8'}
# What takes a tenth of a second on a quiet machine may take this on one that builds something else meanwhile.
PATIENCE_SECONDS = 40
LOOK_SECONDS = 0.1
CHILDREN_MAXIMUM = 400
# Of a page that is zoomed in, too.
SCREEN_MAXIMUM = 20000
# What was asked for may still be fading in.
FADE_SECONDS = 0.7


class DeskError(RuntimeError):
    pass


def walk(node):
    """The node and everything below it, in reading order."""
    if node is None:
        return
    yield node
    for index in range(min(node.get_child_count(), CHILDREN_MAXIMUM)):
        yield from walk(node.get_child_at_index(index))


def has_state(node, state):
    return node.get_state_set().contains(state)


def is_showing(node):
    """On the screen, or would be after scrolling. GTK 4.8 knows no state for it; the desk takes hidden pages out."""
    component = node.get_component_iface()
    if component is None or not has_state(node, Atspi.StateType.VISIBLE):
        return False
    size = component.get_size()
    return size.x > 0 and size.y > 0


def is_sensitive(node):
    return has_state(node, Atspi.StateType.SENSITIVE)


def find_locales(locale, folder):
    """What to set so that the C library knows @locale: nothing where it is installed, else a folder it is made in, as
    data/prepare.sh does."""
    names = subprocess.run(['locale', '-a'], capture_output=True, text=True,
                           env={**os.environ, 'LOCPATH': ''}).stdout.lower().split()
    if locale.lower().replace('-', '') in names:
        return {}
    made = folder / 'locale' / locale
    if not made.exists():
        language, encoding = locale.split('.')
        with tempfile.TemporaryDirectory(dir=folder) as fresh:
            # Its status also tells of mere warnings.
            subprocess.run(['localedef', '--no-archive', '-i', language, '-f', encoding, f'{fresh}/{locale}'],
                           capture_output=True)
            made.parent.mkdir(exist_ok=True)
            try:
                os.rename(f'{fresh}/{locale}', made)
            except FileNotFoundError:
                raise DeskError(f'The locale {locale} cannot be made here (Debian package locales)') from None
            except OSError:
                # Another test was faster.
                pass
    return {'LOCPATH': str(made.parent)}


class Desk:
    """joint-review in a home of its own; a context manager. @folder gets its log, its home and its screenshots."""

    def __init__(self, build, url, folder, language='en', name='desk'):
        build = Path(build).resolve()
        self.name = f'{name}-{language}'
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.home = self.folder / f'home-{self.name}'
        locale = LANGUAGES[language]
        catalogues = build / 'po'
        self.words = gettext.translation('joint-review', catalogues, [locale.split('.', 1)[0]], fallback=True)
        if language != 'en' and not isinstance(self.words, gettext.GNUTranslations):
            raise DeskError(f'There is no Chinese catalogue in {catalogues}')
        environment = {**os.environ, 'LANG': locale, 'JOINT_REVIEW_LOCALEDIR': str(catalogues)}
        environment.pop('LANGUAGE', None)
        environment.update(find_locales(locale, build))
        environment.setdefault('GSETTINGS_SCHEMA_DIR', str(build / 'data/settings'))
        for kind in ('CONFIG', 'DATA', 'CACHE', 'STATE'):
            environment[f'XDG_{kind}_HOME'] = str(self.home / kind.lower())
        self.log = self.folder / f'{self.name}.log'
        with open(self.log, 'w', encoding='utf-8') as log:
            self.process = subprocess.Popen([build / 'src/app/joint-review', '--hub', url], env=environment,
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.window = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Ends the desk as a session that is logged out would; its exit status, which is negative after a crash."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise DeskError(f'{self.name} did not end within 20 s of being asked') from None

    # Looking

    def say(self, english):
        return self.words.gettext(english)

    def root(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(index)
            if application is not None and application.get_process_id() == self.process.pid:
                return application
        return None

    def look_for_all(self, name, is_prefix=False):
        """What is on the screen with this name, in reading order. libadwaita 1.2 says those of a dialog's buttons twice."""
        wanted = self.say(name).replace('_', '')
        for node in walk(self.root()):
            shown = (node.get_name() or '').replace('_', '')
            if (shown.startswith(wanted) if is_prefix else shown in (wanted, f'{wanted} {wanted}')) and \
               is_showing(node):
                yield node

    def look(self, name, is_prefix=False):
        """The first of them, or None."""
        return next(self.look_for_all(name, is_prefix), None)

    def look_for_text(self, text):
        """The first thing on the screen whose name contains this text as it stands, not translated."""
        for node in walk(self.root()):
            if text in (node.get_name() or '') and is_showing(node):
                return node
        return None

    def wait(self, words, condition):
        """What @condition returns, once it is something."""
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            if self.process.poll() is not None:
                raise DeskError(f'{self.name} ended (status {self.process.returncode}) while I waited for {words}; '
                                f'see {self.log}')
            try:
                found = condition()
            except GLib.Error:
                # It changed while I looked.
                found = None
            if found:
                return found
            if time.monotonic() > end:
                picture = self.screenshot('stuck')
                raise DeskError(f'{self.name}: I waited {PATIENCE_SECONDS} s for {words}; see {picture}')
            time.sleep(LOOK_SECONDS)

    def find(self, name, is_prefix=False):
        return self.wait(f'“{self.say(name)}”', lambda: self.look(name, is_prefix))

    def find_text(self, text):
        return self.wait(f'the text “{text}”', lambda: self.look_for_text(text))

    def read(self, name):
        """What is written in an entry."""
        text = self.find_entry(name).get_text_iface()
        # Called this way because newer bindings take text.get_text() for one of Accessible's.
        return Atspi.Text.get_text(text, 0, text.get_character_count())

    def find_focus(self, name):
        """Waits until the cursor is there."""
        def look():
            return any(has_state(node, Atspi.StateType.FOCUSED)
                       for named in self.look_for_all(name) for node in walk(named))
        return self.wait(f'the cursor in “{self.say(name)}”', look)

    def measure(self, words, look):
        """Where what @look finds is in the window, as (x, y, width, height), once two looks agree: while the window is laid
        out, or busy, the first answer may be anything."""
        last = None

        def settle():
            nonlocal last
            node, before = look(), last
            box = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW) if node else None
            last = (box.x, box.y, box.width, box.height) if box else None
            is_sane = last is not None and all(abs(number) <= SCREEN_MAXIMUM for number in last) and min(last[2:]) > 0
            return last if is_sane and last == before else None
        return self.wait(f'{words} to keep still', settle)

    def find_no(self, name):
        """Waits until it is gone."""
        self.wait(f'“{self.say(name)}” to go', lambda: self.look(name) is None)

    # Doing

    def come_to_front(self):
        if self.window is None:
            def search():
                out = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)],
                                     capture_output=True, text=True).stdout.split()
                return out[-1] if out else None
            self.window = self.wait('its window', search)
        subprocess.run(['xdotool', 'windowactivate', '--sync', self.window], check=True, capture_output=True)

    def fill_screen(self):
        self.come_to_front()
        subprocess.run(['xdotool', 'windowmove', self.window, '0', '0', 'windowsize', '--sync', self.window,
                        '100%', '100%'], check=True, capture_output=True)

    def find_entry(self, name):
        """With libadwaita 1.2 the row has the name, later the entry in it and its label."""
        def look():
            for named in self.look_for_all(name):
                for node in walk(named):
                    if node.get_editable_text_iface() is not None:
                        return node
            return None
        return self.wait(f'the entry “{self.say(name)}”', look)

    def type_into(self, name, text):
        self.find_entry(name).get_editable_text_iface().set_text_contents(text)

    def press(self, name, is_prefix=False):
        """What a screen reader's user does with a button: its action, once it may be pressed."""
        self.wait(f'the button “{self.say(name)}”', lambda: self.act(self.look(name, is_prefix)))

    @staticmethod
    def act(node):
        """Whether there was something to press."""
        for part in walk(node):
            action = part.get_action_iface()
            # Those of a label are about its text.
            if action is not None and action.get_n_actions() > 0 and is_sensitive(part) and part.get_role_name() != 'label':
                return action.do_action(0)
        return False

    def key(self, *keys):
        """Keys as xdotool names them: 'Return', 'ctrl+f', '1'."""
        self.come_to_front()
        for key in keys:
            subprocess.run(['xdotool', 'key', '--clearmodifiers', key], check=True)
            time.sleep(LOOK_SECONDS)

    def choose(self, menu, place=0):
        """By keys, as most people do who do not use the pointer; @place: counted from 0."""
        self.press(menu)
        self.wait(f'the menu “{self.say(menu)}”',
                  lambda: any(node.get_role_name() == 'menu item' and is_showing(node) for node in walk(self.root())))
        self.key(*['Down'] * place, 'Return')

    def log_in(self, user, password, new_password=None):
        """@password: a one-time one when @new_password is given."""
        self.type_into('User Name', user)
        self.type_into('Password', password)
        self.press('Log In')
        if new_password is not None:
            self.find('New Password')
            self.type_into('New Password', new_password)
            self.type_into('New Password Again', new_password)
            self.press('Set Password and Log In')
        self.find('Search Cases')

    def screenshot(self, name):
        if self.process.poll() is None and self.window is not None:
            self.come_to_front()
        time.sleep(FADE_SECONDS)
        path = self.folder / f'{name}-{self.name}.png'
        subprocess.run(['import', '-window', 'root', str(path)], check=True)
        return path


class Reviewer(Desk):
    """What reviewers do all day, each the way a person would do it."""

    def open_case(self, number):
        """From the dashboard, by search; its first page is there."""
        self.enter_case(number)
        self.wait_for_page()

    def enter_case(self, number):
        """Whatever becomes of its documents."""
        self.find('Search Cases')
        self.key('ctrl+f')
        self.type_into('Search Cases', number)
        self.wait(f'the list to hold nothing but {number}',
                  lambda: [name.startswith(number) for name in self.list_cases()] == [True])
        self.key('Return')
        self.find('Materials')

    def list_cases(self):
        """What the rows of the list say, in their order; GTK 4.8 counts the header as a row too."""
        rows = next((node for node in walk(self.look('Cases')) if node.get_role_name() == 'list'), None)
        return [row.get_name() for row in walk(rows) if row.get_role_name() == 'table row'] if rows else []

    def wait_for_page(self):
        """Until the page that is looked at is sharp."""
        self.wait('the page', lambda: self.look('Pages') is not None and self.look('Opening the document…') is None)

    def put_mark(self, left_mm=0, up_mm=0):
        """With the keyboard: the mark is put beside those that are there, moved by steps of 5 mm, and left there."""
        self.key('m', 'Return')
        for key, length in (('Left', left_mm), ('Up', up_mm)):
            for _ in range(length // 5):
                self.key(f'shift+{key}')
        self.key('Return')

    def write_opinion(self, text):
        self.key('o')
        self.type_into('Opinion', text)
        self.key('Escape')

    def wait_for_decision(self):
        """Until it can be taken back, or, on a busy machine, no longer can be."""
        self.wait('the decision', lambda: self.look('Take Back', is_prefix=True) or
                  (self.look('Next Case') and not self.look('Approve')))

    def approve(self):
        self.key('ctrl+1')
        self.wait_for_decision()

    def reject(self, reasons):
        """The desk asks for reasons first."""
        self.key('ctrl+2')
        self.find('A rejection must give its reasons. Write them in your opinion.')
        self.write_opinion(reasons)
        self.key('ctrl+2')
        self.wait_for_decision()

    def return_for_supplement(self, missing):
        """The desk asks for the list of what is missing first."""
        self.key('ctrl+3')
        self.find_entry('What is missing or wrong')
        self.type_into('What is missing or wrong', missing)
        self.key('ctrl+3')
        self.wait_for_decision()

    def back_to_cases(self):
        self.key('Escape')
        self.find('Search Cases')
