import { expect, test } from 'vitest';
import { siteOf } from '../../../test/helpers/site-of.ts';
import { asFilePath } from '../../core/paths.ts';
import { jekyll } from './index.ts';

test('include_relative is a tag of Jekyll, and what it brings is not known', async () => {
  const site = await siteOf(jekyll, { '_config.yml': 'title: T\n', 'about.md': '---\ntitle: A\n---\n{% include_relative parts/wine.md %}\n', 'parts/wine.md': 'x' });
  const document = site.documents.get(asFilePath('about.md'));
  expect([document?.problems, document?.hasUnknownParts]).toEqual([[], true]);
});
