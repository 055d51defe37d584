import { checkBundleIds, looksLikeBundleId, parseBundleIds } from '../../jit/bundle-id.ts';
import type { IosApp } from '../../jit/snapshot.ts';
import type { PickableApp } from '../cards/draft-cards.ts';
import type { Draft } from '../drafts.ts';
import { splitNames } from '../understand/split-names.ts';

/** Reasons after which the id is rightly left out; all others want a corrected id. */
const leftOutIsRight = new Set(['microsoft-app', 'authenticator']);

export interface TakenApps {
  accepted: string[];
  refused: (Draft['refused'][number] & { reason: string })[];
  /** something that was meant is still missing: ask again rather than go on without it */
  wantsCorrection: boolean;
}

/**
 * What a person typed or picked → bundle IDs. Names of the tenant's own iOS apps are taken for their bundle IDs, if exactly
 * one app has the name (or is the only one whose name begins with it); nothing else is guessed.
 */
export function takeApps(text: string, apps: IosApp[]): TakenApps {
  // A paste that is nothing but bundle IDs, as JSON or a table may be, is not taken apart like a list of names.
  const pasted = parseBundleIds(text);
  const candidates = pasted.every(looksLikeBundleId) ? pasted : fromNames(text, apps);
  const checked = checkBundleIds(candidates);
  const known = new Set(apps.map(({ bundleId }) => bundleId?.toLowerCase()));
  const isName = (id: string): boolean => !id.includes('.') && !known.has(id.toLowerCase());
  const refused = [
    ...checked.refused.map(({ id, reason, sentence, remedy }) => ({ id, reason, sentence, remedy })),
    ...checked.accepted.filter(isName).map(unknownName),
  ];
  return {
    accepted: checked.accepted.filter((id) => !isName(id)),
    refused,
    wantsCorrection: refused.some(({ reason }) => !leftOutIsRight.has(reason)),
  };
}

function fromNames(text: string, apps: IosApp[]): string[] {
  return splitNames(text).flatMap(({ whole, parts }) => {
    const named = bundleIdByName(whole, apps);
    return named === undefined ? parts.flatMap((part) => ofPart(part, apps)) : [named];
  });
}

/** A word without a dot is the name of an app far more often than a bundle ID; it counts only if an app of the tenant has it. */
const unknownName = (id: string): TakenApps['refused'][number] => ({
  id,
  reason: 'app-name-unknown',
  sentence: `No single iOS app of your tenant is called "${id}", and it is no bundle ID.`,
  remedy: 'Type its bundle ID, such as com.example.app, or pick it from the list.',
});

function ofPart(part: string, apps: IosApp[]): string[] {
  const named = bundleIdByName(part, apps) ?? bundleIdByLink(part, apps);
  if (named !== undefined) return [named];
  const words = parseBundleIds(part);
  return words.length > 1 && words.some(looksLikeBundleId) ? words : words.length === 1 ? words : [part];
}

function bundleIdByName(name: string, apps: IosApp[]): string | undefined {
  const wanted = name.trim().toLowerCase();
  if (wanted === '' || looksLikeBundleId(name)) return undefined;
  const ids = (match: (title: string) => boolean): string[] => [
    ...new Map(
      apps
        .filter(({ displayName, bundleId }) => bundleId && match(displayName.toLowerCase()))
        .map(({ bundleId }) => [bundleId!.toLowerCase(), bundleId!]),
    ).values(),
  ];
  const exact = ids((title) => title === wanted);
  const found =
    exact.length > 0
      ? exact
      : ids((title) => title.startsWith(`${wanted} `) || title.startsWith(`${wanted}:`));
  return found.length === 1 ? found[0] : undefined;
}

/** The bundle ID behind an App Store link, where the tenant has that very app. */
function bundleIdByLink(link: string, apps: IosApp[]): string | undefined {
  const storeId = (text: string): string | undefined => /apple\.com\/.*\/id(\d{6,})(?!\d)/i.exec(text)?.[1];
  const wanted = storeId(link);
  const found =
    wanted === undefined
      ? []
      : apps.filter(({ bundleId, appStoreUrl }) => bundleId && storeId(appStoreUrl ?? '') === wanted);
  const ids = new Set(found.map(({ bundleId }) => bundleId?.toLowerCase()));
  return ids.size === 1 ? (found[0]?.bundleId ?? undefined) : undefined;
}

const mostApps = 40;

/** The tenant's own iOS apps that may be picked: each bundle ID once, without those that would be refused, by name. */
export function pickableApps(apps: IosApp[]): { apps: PickableApp[]; more: boolean } {
  const byId = new Map<string, PickableApp>();
  for (const { displayName, bundleId } of apps) {
    if (!bundleId || byId.has(bundleId.toLowerCase())) continue;
    if (checkBundleIds([bundleId]).accepted.length === 1)
      byId.set(bundleId.toLowerCase(), { title: `${displayName} (${bundleId})`, value: bundleId });
  }
  const all = [...byId.values()].sort((a, b) => a.title.localeCompare(b.title, 'en'));
  return { apps: all.slice(0, mostApps), more: all.length > mostApps };
}
