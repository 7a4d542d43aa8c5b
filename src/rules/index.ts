import type { Rule } from '../core/rule.ts';
import brokenAnchor from './broken-anchor.ts';
import brokenImage from './broken-image.ts';
import brokenLink from './broken-link.ts';
import brokenTemplate from './broken-template.ts';
import commonMisspelling from './common-misspelling.ts';
import deadAnchor from './dead-anchor.ts';
import deadLink from './dead-link.ts';
import droppedHtml from './dropped-html.ts';
import duplicateAnchor from './duplicate-anchor.ts';
import frontMatter from './front-matter.ts';
import frontMatterShape from './front-matter-shape.ts';
import heavyImage from './heavy-image.ts';
import insecureLink from './insecure-link.ts';
import leftoverTemplate from './leftover-template.ts';
import localPath from './local-path.ts';
import malformedLink from './malformed-link.ts';
import missingAlt from './missing-alt.ts';
import missingBaseurl from './missing-baseurl.ts';
import missingScheme from './missing-scheme.ts';
import movedLink from './moved-link.ts';
import orphanPost from './orphan-post.ts';
import redirectedLink from './redirected-link.ts';
import sameAddress from './same-address.ts';
import suspectLink from './suspect-link.ts';
import tagSpelling from './tag-spelling.ts';
import undefinedReference from './undefined-reference.ts';
import unknownLink from './unknown-link.ts';
import unpublishedTarget from './unpublished-target.ts';
import unreadableImage from './unreadable-image.ts';
import untrackedFile from './untracked-file.ts';
import unusedFile from './unused-file.ts';
import unusedSilence from './unused-silence.ts';
import wrongCase from './wrong-case.ts';

/** Every rule, alphabetical. */
export const rules: readonly Rule[] = [
  brokenAnchor,
  brokenImage,
  brokenLink,
  brokenTemplate,
  commonMisspelling,
  deadAnchor,
  deadLink,
  droppedHtml,
  duplicateAnchor,
  frontMatter,
  frontMatterShape,
  heavyImage,
  insecureLink,
  leftoverTemplate,
  localPath,
  malformedLink,
  missingAlt,
  missingBaseurl,
  missingScheme,
  movedLink,
  orphanPost,
  redirectedLink,
  sameAddress,
  suspectLink,
  tagSpelling,
  undefinedReference,
  unknownLink,
  unpublishedTarget,
  unreadableImage,
  untrackedFile,
  unusedFile,
  unusedSilence,
  wrongCase,
];
