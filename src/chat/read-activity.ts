import { TurnContext, type Activity } from 'botbuilder';
import { z } from 'zod/v4';
import type { Incoming, Where } from './incoming.ts';

/**
 * An authenticated activity → what it means to us, or undefined where it means nothing (typing, reactions, invokes that we
 * do not offer). People are tenant + aadObjectId; an activity without them is nobody's.
 */

const invokeValue = z.looseObject({
  id: z.string().optional(),
  token: z.string().optional(),
  code: z.string().optional(),
  message: z.string().optional(),
});
const actionValue = z.looseObject({
  action: z.looseObject({ type: z.literal('Action.Execute'), verb: z.string(), data: z.unknown() }),
  authentication: z.looseObject({ id: z.string().optional(), token: z.string() }).optional(),
});

const text = z.string().min(1).max(4000);
const consentValue = z.discriminatedUnion('action', [
  z.looseObject({
    ...{ type: z.literal('fileUpload'), action: z.literal('accept'), context: z.object({ offer: text }) },
    uploadInfo: z.object({ name: text, contentUrl: text, uploadUrl: text, uniqueId: text, fileType: text }),
  }),
  z.looseObject({
    ...{ type: z.literal('fileUpload'), action: z.literal('decline'), context: z.object({ offer: text }) },
  }),
]);

const places: Record<string, Where['place']> = {
  personal: 'personal',
  groupChat: 'group',
  channel: 'channel',
};

export function readActivity(activity: Activity): Incoming | undefined {
  const where = readWhere(activity);
  if (activity.type === 'installationUpdate')
    return activity.action?.startsWith('add') ? { kind: 'installed', where } : undefined;
  const objectId = activity.from?.aadObjectId;
  const tenantId = tenantOf(activity);
  if (!objectId || !tenantId) return undefined;
  const base = {
    who: { tenantId: tenantId.toLowerCase(), objectId: objectId.toLowerCase(), name: nameOf(activity) },
    where,
  };
  if (activity.type === 'message') return { kind: 'message', ...base, text: activity.text ?? '' };
  return activity.type === 'invoke' ? readInvoke(activity, base) : undefined;
}

function readInvoke(
  activity: Activity,
  base: Pick<Extract<Incoming, { kind: 'click' }>, 'who' | 'where'>,
): Incoming | undefined {
  if (activity.name === 'adaptiveCard/action') {
    const value = actionValue.safeParse(activity.value);
    if (!value.success) return undefined;
    const { action, authentication } = value.data;
    return {
      kind: 'click',
      ...base,
      verb: action.verb,
      data: action.data ?? {},
      cardId: activity.replyToId,
      assertion: authentication?.token,
      exchangeId: authentication?.id,
    };
  }
  if (activity.name === 'fileConsent/invoke') {
    const value = consentValue.safeParse(activity.value);
    if (!value.success) return undefined;
    const { offer } = value.data.context;
    const consent = { kind: 'file-consent' as const, ...base, offer, cardId: activity.replyToId };
    return value.data.action === 'accept'
      ? { ...consent, accepted: true, upload: value.data.uploadInfo }
      : { ...consent, accepted: false };
  }
  const value = invokeValue.safeParse(activity.value ?? {});
  if (!value.success) return undefined;
  const { id, token, code, message } = value.data;
  if (activity.name === 'signin/tokenExchange')
    return id === undefined || token === undefined
      ? undefined
      : { kind: 'token-exchange', ...base, exchangeId: id, assertion: token };
  if (activity.name === 'signin/verifyState') return { kind: 'verify-state', ...base };
  if (activity.name === 'signin/failure')
    return { kind: 'sign-in-failure', ...base, reason: code ?? message ?? '' };
  return undefined;
}

function readWhere(activity: Activity): Where {
  const { conversation } = activity;
  const place = places[conversation.conversationType ?? ''] ?? (conversation.isGroup ? 'group' : 'personal');
  // Only what is needed to write there again; through JSON, so that it is plain data.
  const { activityId: _, ...reference } = TurnContext.getConversationReference(activity);
  return {
    conversationId: conversation.id,
    place,
    reference: JSON.parse(JSON.stringify(reference)) as unknown,
  };
}

const channelData = z.looseObject({ tenant: z.looseObject({ id: z.string() }).optional() }).optional();
const tenantOf = (activity: Activity): string | undefined => {
  const data = channelData.safeParse(activity.channelData);
  return activity.conversation.tenantId ?? (data.success ? data.data?.tenant?.id : undefined);
};
const nameOf = (activity: Activity): string => (activity.from.name ?? '').trim().slice(0, 100) || 'You';
