// SPDX-License-Identifier: GPL-3.0-or-later
//
// Holds values against the schemas of an OpenAPI file. Standard input: {"document", "checks": [{"what", "schema",
// "value"}]}, a schema being a pointer into the document ("#/components/schemas/Hit"). Standard output: a list of what
// is wrong, in sentences. Every schema of the file is compiled in ajv's strict mode, which finds misspelt keywords.
import {createRequire} from 'node:module';
import {readFileSync} from 'node:fs';

const require = createRequire(process.env.SOU_NPM + '/');
const Ajv = require('ajv/dist/2020').default;
const addFormats = require('ajv-formats').default;

const {document, checks} = JSON.parse(readFileSync(0, 'utf8'));
const ajv = new Ajv({strict: true, strictRequired: false, strictTypes: false, allErrors: true});
addFormats(ajv);
const id = 'https://sou.invalid/openapi.json';
ajv.addVocabulary(['openapi', 'info', 'servers', 'security', 'tags', 'paths', 'components']);
ajv.addSchema({$id: id, ...document});

const wrong = [];
const compiled = new Map();
function validatorOf(pointer) {
  if (!compiled.has(pointer)) compiled.set(pointer, ajv.compile({$ref: id + pointer}));
  return compiled.get(pointer);
}
for (const {what, schema, value} of checks) {
  try {
    const validate = validatorOf(schema);
    if (validate(value)) continue;
    for (const error of validate.errors) {
      const more = error.params.additionalProperty ?? error.params.missingProperty ?? error.params.allowedValues ?? '';
      wrong.push(`${what}: ${error.instancePath || 'the whole'} ${error.message} ${more}`);
    }
  } catch (error) {
    wrong.push(`${what}: the schema ${schema} is none: ${error.message}`);
  }
}
console.log(JSON.stringify(wrong));
