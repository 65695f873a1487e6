# open_metrics.py: reads OpenMetrics text, and minds everything that the specification asks for
# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenMetrics 1.0 (https://github.com/OpenObservability/OpenMetrics), as far as a hub uses it: counter, gauge, histogram and
info, without timestamps and exemplars. What is not of that raises ValueError."""

import re

NAME = re.compile(r'[a-zA-Z_:][a-zA-Z0-9_:]*')
LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"')
NUMBER = re.compile(r'[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?')
SUFFIXES = {'counter': ('_total',), 'gauge': ('',), 'info': ('_info',), 'histogram': ('_bucket', '_count', '_sum')}


def must(is_so, words):
    if not is_so:
        raise ValueError(words)


class Family:
    def __init__(self, name):
        self.name, self.type, self.unit, self.help = name, None, None, None
        self.samples = {}  # (suffix, labels) → value, in their order

    def describe(self, word, rest):
        must(not self.samples, f'{self.name}: {word} behind a sample')
        must(getattr(self, word) is None, f'{self.name} has two {word}')
        must(word != 'type' or rest in SUFFIXES, f'{self.name}: the type {rest}')
        must(word != 'unit' or self.name.endswith('_' + rest), f'{self.name} does not end in its unit {rest}')
        setattr(self, word, rest)

    def add(self, name, labels, number):
        must(self.type is not None, f'{name} has no type')
        suffix = name.removeprefix(self.name)
        must(suffix in SUFFIXES[self.type], f'{name} is no sample of a {self.type}')
        must((suffix, labels) not in self.samples, f'{name} {labels} is there twice')
        value = float(number)
        must(value >= 0 or self.type == 'gauge', f'{name} is below 0')
        must(suffix != '_info' or value == 1, f'{name} is not 1')
        must(suffix not in ('_bucket', '_count') or number.isdigit(), f'{name} is no whole number')
        self.samples[suffix, labels] = value

    def check_histogram(self):
        """Of each set of labels: buckets that rise, the last with all of them, and all three suffixes."""
        rows = {}
        for (suffix, labels), value in self.samples.items():
            if suffix == '_bucket':
                bounds = [bound for name, bound in labels if name == 'le']
                must(len(bounds) == 1, f'{self.name}: a bucket without its bound')
                must(bounds[0] == '+Inf' or '.' in bounds[0] or 'e' in bounds[0], f'{self.name}: le="{bounds[0]}"')
                others = tuple(label for label in labels if label[0] != 'le')
                rows.setdefault(others, []).append((float(bounds[0].replace('+Inf', 'inf')), value))
        for others, buckets in rows.items():
            must(buckets == sorted(buckets) and len({bound for bound, _ in buckets}) == len(buckets), f'{self.name}: order')
            must([value for _, value in buckets] == sorted(value for _, value in buckets), f'{self.name}: buckets fall')
            must(buckets[-1][0] == float('inf'), f'{self.name} has no +Inf')
            must(self.samples.get(('_count', others)) == buckets[-1][1], f'{self.name}: count')
            must(('_sum', others) in self.samples, f'{self.name}: sum')
        counts = [labels for suffix, labels in self.samples if suffix == '_count']
        must(set(counts) == set(rows), f'{self.name}: counts without buckets')


def read_labels(text):
    labels, at = [], 0
    while at < len(text):
        found = LABEL.match(text, at)
        must(found, f'labels {text}')
        labels.append(found.groups())
        at = found.end()
        must(at == len(text) or text[at] == ',' and at + 1 < len(text), f'labels {text}')
        at += 1
    must(len({name for name, _ in labels}) == len(labels), f'a label twice: {text}')
    return tuple(labels)


def read_sample(line):
    """Name, labels and the number's text; one blank before it and nothing behind."""
    name = NAME.match(line)
    must(name, f'no name: {line}')
    rest, labels = line[name.end():], ()
    if rest.startswith('{'):
        end = rest.rindex('}')
        labels, rest = read_labels(rest[1:end]), rest[end + 1:]
    must(rest.startswith(' ') and NUMBER.fullmatch(rest[1:]), f'no number: {line}')
    return name.group(), labels, rest[1:]


def read(text):
    """The families by their names, in their order."""
    must(text.endswith('\n# EOF\n'), 'it does not end in # EOF')
    lines = text.split('\n')[:-2]
    families, family = {}, None
    for line in lines:
        must(line and line.strip() == line and '\r' not in line, f'an odd line: {line!r}')
        if not line.startswith('#'):
            must(family is not None, f'a sample without a family: {line}')
            family.add(*read_sample(line))
            continue
        found = re.fullmatch(r'# (TYPE|UNIT|HELP) (\S+) (\S.*)', line)
        must(found and NAME.fullmatch(found[2]), f'no description: {line}')
        if family is None or family.name != found[2]:
            must(found[2] not in families, f'{found[2]} is in two places')
            family = families[found[2]] = Family(found[2])
        family.describe(found[1].lower(), found[3])
    names = set()
    for family in families.values():
        must(family.type and family.help and family.samples, f'{family.name} is not described, or has nothing')
        if family.type == 'histogram':
            family.check_histogram()
        ours = {family.name + suffix for suffix in SUFFIXES[family.type]} | {family.name}
        must(not ours & names, f'{family.name} is also of another family')
        names |= ours
    return families


def get(families, family, suffix='', **labels):
    """The one sample that has these labels."""
    found = [value for (of, at), value in families[family].samples.items()
             if of == suffix and labels.items() <= dict(at).items()]
    must(len(found) == 1, f'{family}{suffix} {labels}: {len(found)} samples')
    return found[0]
