# json_shape.py: whether a value has the shape that a JSON Schema asks for
# SPDX-License-Identifier: GPL-3.0-or-later
"""As much of JSON Schema as data/api/openapi.json uses; anything else in a schema is an error. Stricter in one thing:
a member that is not among the properties is a fault unless "additionalProperties" is true, so that no answer can hold
what is not written down."""

import re

TYPES = {'object': dict, 'array': list, 'string': str, 'integer': int, 'boolean': bool}
SILENT = {'description', 'format', 'x-kinds', 'x-needed-in'}
KNOWN = SILENT | {'$ref', 'type', 'properties', 'required', 'items', 'enum', 'additionalProperties', 'oneOf', 'pattern',
                  'minimum', 'maximum', 'maxLength', 'minItems', 'maxItems'}


class Shapes:
    def __init__(self, document):
        self.document = document
        self.seen = set()  # (schema's name, member) that a value had

    def resolve(self, value):
        """What a reference stands for, and its last word."""
        name = None
        while '$ref' in value:
            place = value['$ref']
            name = place.rsplit('/', 1)[1]
            value = self.document
            for word in place.removeprefix('#/').split('/'):
                value = value[word]
        return value, name

    def faults(self, schema, value, place='answer'):
        unknown = schema.keys() - KNOWN
        if unknown:
            return [f'{place}: the schema uses {", ".join(sorted(unknown))}']
        if '$ref' in schema:
            schema, name = self.resolve(schema)
            if isinstance(value, dict):
                self.seen |= {(name, member) for member in value}
        if 'oneOf' in schema:
            results = [self.faults(one, value, place) for one in schema['oneOf']]
            if sum(not faults for faults in results) == 1:
                return []
            return [f'{place}: fits not one of oneOf'] + min(results, key=len)
        if 'type' in schema and (not isinstance(value, TYPES[schema['type']]) or
                                 isinstance(value, bool) and schema['type'] == 'integer'):
            return [f'{place}: is no {schema["type"]}']
        if 'enum' in schema and value not in schema['enum']:
            return [f'{place}: {value!r} is no word of it']
        return self.faults_of_type(schema, value, place)

    def faults_of_type(self, schema, value, place):
        if isinstance(value, dict):
            return self.faults_of_object(schema, value, place)
        if isinstance(value, list):
            found = [fault for i, element in enumerate(value)
                     for fault in self.faults(schema.get('items', {}), element, f'{place}[{i}]')]
            if not schema.get('minItems', 0) <= len(value) <= schema.get('maxItems', len(value)):
                found.append(f'{place}: has {len(value)} elements')
            return found
        if isinstance(value, str):
            if len(value) > schema.get('maxLength', len(value)):
                return [f'{place}: is too long']
            if 'pattern' in schema and not re.search(schema['pattern'], value):
                return [f'{place}: {value!r} is not of the pattern']
        elif not schema.get('minimum', value) <= value <= schema.get('maximum', value):
            return [f'{place}: {value} is out of bounds']
        return []

    def faults_of_object(self, schema, value, place):
        found = [f'{place}: there is no “{name}”' for name in schema.get('required', []) if name not in value]
        properties = schema.get('properties', {})
        kind = value.get('kind')
        for name, member in value.items():
            if name in properties:
                found += self.faults(properties[name], member, f'{place}.{name}')
                if kind not in properties[name].get('x-kinds', [kind]):
                    found.append(f'{place}: “{name}” is not for {kind}')
            elif schema.get('additionalProperties') is not True:
                found.append(f'{place}: “{name}” is not written down')
        for name, wanted in properties.items():
            if kind is not None and kind in wanted.get('x-needed-in', []) and name not in value:
                found.append(f'{place}: there is no “{name}” in {kind}')
        return found
