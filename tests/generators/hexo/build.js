// SPDX-License-Identifier: GPL-3.0-or-later
//
// node build.js SITE_DIR: builds the Hexo site into SITE_DIR/public with the theme in SITE_DIR/sou-theme instead of its
// own, and lists its posts and pages in public/sou-pages.json: source, path, address, whether a layout was around it.
// A tag plugin that is not installed gives its inside instead of an error.
'use strict';

const path = require('path');
const site = path.resolve(process.argv[2]);
const load = name => require(require.resolve(name, {paths: [site]}));
const Hexo = load('hexo');
const Theme = load('hexo/dist/theme');
const {url_for: urlFor} = load('hexo-util');

const hexo = new Hexo(site, {silent: true});
const failures = [];

function listPages(locals) {
  const describe = page => ({
    source: page.source,
    path: hexo.route.format(page.path),
    url: urlFor.call(hexo, page.path),
    has_layout: Boolean(page.layout) && page.layout !== 'false',
  });
  const pages = [...locals.posts.toArray(), ...locals.pages.toArray()].map(describe);
  return {path: 'sou-pages.json', data: JSON.stringify(pages)};
}

// Nunjucks says the name of the tag it does not know; it is then known.
function learnTags(render) {
  return async function(source, data = {}, ...rest) {
    const text = data.content;
    for (let tries = 0; ; ++tries) {
      try {
        return await render.call(this, source, data, ...rest);
      } catch (error) {
        const name = /unknown block tag: (\w+)/.exec(error.message);
        if (!name || tries > 50) throw error;
        hexo.extend.tag.register(name[1], (args, inside) => inside || '', {ends: String(text).includes(`end${name[1]}`)});
        data.content = text;
      }
    }
  };
}

async function main() {
  await hexo.init();
  hexo.log.error = (...words) => failures.push(words.map(word => (word && word.err ? word.err : word)).join(' '));
  hexo.theme_dir = path.join(site, 'sou-theme') + path.sep;
  hexo.theme_script_dir = path.join(hexo.theme_dir, 'scripts') + path.sep;
  hexo.theme = new Theme(hexo);
  hexo.extend.generator.register('sou', listPages);
  if (process.argv.includes('--any-tags')) hexo.post.render = learnTags(hexo.post.render);
  await hexo.call('generate', {force: true});
  await hexo.exit();
  for (const failure of failures) console.error(failure);
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
